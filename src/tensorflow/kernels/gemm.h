// Small matrix products inside a kernel, on packed matrices that lie in the caches. TensorFlow's (oneDNN's) serve the
// large ones; for a product per text and head, starting one costs more than the work.
#pragma once

#include <type_traits>

#include "simd.h"

namespace labmate {

/** The left matrix: element (row, step) at `at[row * rowStride + step * stepStride]`, so a transposed one is no copy. */
struct Left {
  const float* at;
  int64_t rowStride;
  int64_t stepStride;
};

/** The right matrix and the result: whole rows, padded to vectors. */
struct Right {
  const float* at;
  int64_t stride;
};

struct Result {
  float* at;
  int64_t stride;
};

struct Extent {
  int64_t rows;
  int64_t columns;
  /** Length of the sums. */
  int64_t depth;
};

#if defined(__AVX512F__) || defined(__aarch64__)
// 32 registers: 24 sums, the rest for what is multiplied.
constexpr int kTileVectors = 4;
#else
constexpr int kTileVectors = 2;
#endif
constexpr int kTileRows = 6;

/** A tile of the result in registers, over the whole depth. */
template <int kRows, int kVectors, bool kAdds>
inline void multiplyTile(const Left& left, const Right& right, const Result& result, int64_t depth) {
  Floats sums[kRows][kVectors];
#pragma GCC unroll 8
  for (int row = 0; row < kRows; row++) {
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; v++) {
      sums[row][v] = kAdds ? load(result.at + row * result.stride + v * kLanes) : Floats{};
    }
  }
  for (int64_t step = 0; step < depth; step++) {
    Floats factors[kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; v++) factors[v] = load(right.at + step * right.stride + v * kLanes);
#pragma GCC unroll 8
    for (int row = 0; row < kRows; row++) {
      const float factor = left.at[row * left.rowStride + step * left.stepStride];
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; v++) sums[row][v] += factors[v] * factor;
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < kRows; row++) {
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; v++) store(result.at + row * result.stride + v * kLanes, sums[row][v]);
  }
}

/** The rows that are left over, fewer than a tile's. */
template <int kRows, int kVectors, bool kAdds>
inline void multiplyRest(const Left& left, const Right& right, const Result& result, int64_t depth, int64_t rows) {
  if constexpr (kRows > 0) {
    if (rows == kRows) multiplyTile<kRows, kVectors, kAdds>(left, right, result, depth);
    else multiplyRest<kRows - 1, kVectors, kAdds>(left, right, result, depth, rows);
  }
}

template <int kVectors, bool kAdds>
inline void multiplyColumns(Left left, const Right& right, Result result, const Extent& extent) {
  int64_t rows = extent.rows;
  for (; rows >= kTileRows; rows -= kTileRows) {
    multiplyTile<kTileRows, kVectors, kAdds>(left, right, result, extent.depth);
    left.at += kTileRows * left.rowStride;
    result.at += kTileRows * result.stride;
  }
  multiplyRest<kTileRows - 1, kVectors, kAdds>(left, right, result, extent.depth, rows);
}

/** result = left right, or result += left right. `columns` must be whole vectors. */
template <bool kAdds = false>
inline void multiply(const Left& left, Right right, Result result, const Extent& extent) {
  int64_t vectors = extent.columns / kLanes;
  const auto columns = [&](auto count) {
    constexpr int kVectors = decltype(count)::value;
    for (; vectors >= kVectors; vectors -= kVectors) {
      multiplyColumns<kVectors, kAdds>(left, right, result, extent);
      right.at += kVectors * kLanes;
      result.at += kVectors * kLanes;
    }
  };
  columns(std::integral_constant<int, kTileVectors>{});
  if constexpr (kTileVectors > 2) columns(std::integral_constant<int, 2>{});
  columns(std::integral_constant<int, 1>{});
}

}  // namespace labmate
