#pragma once

#include <cstdint>

namespace labmate {

/** How many threads work on a loop: as many as this process has processors, the caller among them. */
int threadCount();

/** Calls `work(context, index)` for each index below `count`, on several threads; returns when all calls have. */
void runParallel(int64_t count, void (*work)(void* context, int64_t index), void* context);

/** The same for a lambda that takes an index. It must not throw. */
template <class Work>
void parallelFor(int64_t count, Work work) {
  runParallel(
      count, [](void* context, int64_t index) { (*static_cast<Work*>(context))(index); }, &work);
}

}  // namespace labmate
