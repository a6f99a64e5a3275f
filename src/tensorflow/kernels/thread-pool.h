#pragma once

#include <cstdint>

namespace labmate {

/**
 * Calls `work(context, index)` for each index below `count`, on as many threads as this process has processors, the
 * caller among them; returns when all calls have. Where one throws, the rest may be left out, and the first exception
 * comes out here.
 */
void runParallel(int64_t count, void (*work)(void* context, int64_t index), void* context);

/** The same for a lambda that takes an index. */
template <class Work>
void parallelFor(int64_t count, Work work) {
  runParallel(
      count, [](void* context, int64_t index) { (*static_cast<Work*>(context))(index); }, &work);
}

}  // namespace labmate
