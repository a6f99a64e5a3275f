// What kernels over the rows of a matrix share: rows are handed out in blocks, and sums over all rows are made of one
// partial sum per block, so that they do not depend on the number of threads.
#pragma once

#include <algorithm>
#include <vector>

#include "op.h"
#include "simd.h"
#include "thread-pool.h"

namespace labmate {

struct Rows {
  int64_t count;
  int64_t width;
};

/** The matrix [rows, last dimension] that a tensor of this shape is. */
inline Rows rowsOf(const Call::Shape& shape) {
  Call::require(!shape.empty(), "expected a tensor with at least one dimension");
  Rows rows{1, shape.back()};
  for (size_t i = 0; i + 1 < shape.size(); i++) rows.count *= shape[i];
  return rows;
}

constexpr int64_t kRowsPerBlock = 32;

inline int64_t blocksOf(int64_t rows) { return (rows + kRowsPerBlock - 1) / kRowsPerBlock; }

/** Calls `work(block, first row, end)`, blocks at once. */
template <class Work>
void forBlocks(int64_t rows, const Work& work) {
  parallelFor(blocksOf(rows), [&](int64_t block) {
    work(block, block * kRowsPerBlock, std::min(rows, (block + 1) * kRowsPerBlock));
  });
}

/** Sums over rows, `kinds` of them, each `width` wide. */
class ColumnSums {
 public:
  ColumnSums(int64_t blocks, int64_t kinds, int64_t width)
      : blocks_(blocks), width_(width), stride_(padded(width)), kinds_(kinds),
        partial_(static_cast<size_t>(blocks * kinds * stride_), 0.0f) {}

  /** Where a block adds up; padded to whole vectors. */
  float* of(int64_t block, int64_t kind) { return partial_.data() + (block * kinds_ + kind) * stride_; }

  void finish(int64_t kind, float* sums) const {
    for (int64_t column = 0; column < width_; column += kLanes) {
      Floats sum{};
      for (int64_t block = 0; block < blocks_; block++) {
        sum += load(partial_.data() + (block * kinds_ + kind) * stride_ + column);
      }
      storeSome(sums + column, sum, width_ - column);
    }
  }

 private:
  const int64_t blocks_, width_, stride_, kinds_;
  std::vector<float> partial_;
};

/** Adds to a padded row of sums. */
inline void addTo(float* sums, Floats value) { store(sums, load(sums) + value); }

}  // namespace labmate
