#pragma once

namespace labmate {

/** One call for each file of ops, from module.cc. */
void registerAdamW();
void registerAddNorm();
void registerAttention();
void registerAttentionGrad();
void registerBiasGelu();
void registerDropout();

}  // namespace labmate
