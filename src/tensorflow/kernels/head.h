// One head of one text: where its numbers lie in the op's tensors, and copies of them in the caches.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "gemm.h"
#include "op.h"
#include "simd.h"

namespace labmate {

/** Sizes of an attention: [texts * length, 3 * heads * size] holds queries, keys and values beside each other. */
struct HeadSizes {
  int64_t texts, length, heads, size;

  int64_t width() const { return heads * size; }
  /** A row of packed copies, and one of scores. */
  int64_t paddedSize() const { return padded(size); }
  int64_t paddedLength() const { return padded(length); }
};

/** Queries are taken in blocks: their scores against all keys stay in the cache. */
constexpr int64_t kQueryBlock = 48;

/** Memory of a thread, for as long as it lives. */
class Scratch {
 public:
  /** Room for `count` values, aligned for vectors; what earlier calls gave stays as it is. */
  float* take(int64_t count) {
    float* const start = next_;
    next_ += padded(count);
    return start;
  }

  /** Forgets what was taken, and makes room. */
  void reset(int64_t count) {
    if (static_cast<int64_t>(memory_.size()) < count + kLanes) memory_.resize(static_cast<size_t>(count + kLanes));
    const auto address = reinterpret_cast<uintptr_t>(memory_.data());
    constexpr uintptr_t kBytes = kLanes * sizeof(float);
    next_ = memory_.data() + (kBytes - address % kBytes) % kBytes / sizeof(float);
  }

 private:
  std::vector<float> memory_;
  float* next_ = nullptr;
};

inline Scratch& threadScratch() {
  static thread_local Scratch scratch;
  return scratch;
}

/** A part (query, key, value) of a head in the op's tensors: `length` rows of `size` values. */
struct Part {
  const float* rows;
  int64_t stride;
  const float* bias;
};

/** Copies (x + bias) * scale into rows padded with zeros. */
inline void pack(const Part& part, int64_t rows, int64_t size, float scale, float* to) {
  for (int64_t row = 0; row < rows; row++) {
    for (int64_t i = 0; i < size; i += kLanes) {
      Floats value = loadSome(part.rows + row * part.stride + i, size - i);
      if (part.bias) value += loadSome(part.bias + i, size - i);
      store(to + row * padded(size) + i, value * scale);
    }
  }
}

/** Packed rows, transposed: [size, padded(rows)]. Columns past the last row are zeros. */
inline void transpose(const float* from, int64_t rows, int64_t size, float* to) {
  const int64_t stride = padded(rows);
  for (int64_t i = 0; i < size; i++) {
    float* const line = to + i * stride;
    for (int64_t row = 0; row < rows; row++) line[row] = from[row * padded(size) + i];
    for (int64_t row = rows; row < stride; row++) line[row] = 0;
  }
}

/** What is added to a text's scores: 0 where there is a token, minus infinity for padding and past the row's end. */
inline void packMask(const float* mask, int64_t length, float* to) {
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  for (int64_t i = 0; i < padded(length); i++) to[i] = i < length && mask[i] != 0 ? 0 : kNever;
}

/** Keys up to the last token; what is behind them are padding, and gets no work. */
inline int64_t keysOf(const float* mask, int64_t length) {
  while (length > 0 && mask[length - 1] == 0) length--;
  return length;
}

}  // namespace labmate
