#pragma once

namespace labmate {

/** One call for each file of ops, from module.cc. */
void registerAddNorm();
void registerBiasGelu();
void registerDropout();

}  // namespace labmate
