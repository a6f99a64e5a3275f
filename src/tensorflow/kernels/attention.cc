#include <cmath>

#include "attention.h"
#include "ops.h"
#include "thread-pool.h"

namespace labmate {
namespace {

/** Turns a row of scores into what they weigh, times their sum, dropped out; @returns that sum and its logarithm. */
template <class Mask>
std::pair<float, float> weigh(float* scores, const float* never, int64_t keys, const Mask& mask) {
  Floats highest = load(scores) + load(never);
  for (int64_t i = kLanes; i < keys; i += kLanes) {
    const Floats score = load(scores + i) + load(never + i);
    highest = score > highest ? score : highest;
  }
  float most = highest[0];
  for (int lane = 1; lane < kLanes; lane++) most = highest[lane] > most ? highest[lane] : most;
  Floats total{};
  for (int64_t i = 0; i < keys; i += kLanes) {
    const Floats weight = exponential(load(scores + i) + load(never + i) - most);
    total += weight;
    store(scores + i, weight * mask.at(i));
  }
  const float sum = sumOf(total);
  return {sum, most + std::log(sum)};
}

void forwardHead(const Head& at, const Inputs& in, bool drops, float* context, float* logSums) {
  const HeadSizes& sizes = at.sizes;
  const int64_t size = sizes.size, paddedSize = sizes.paddedSize();
  const int64_t keys = keysOf(in.mask + at.row, sizes.length), paddedKeys = padded(keys);
  Scratch& scratch = threadScratch();
  scratch.reset((2 * keys + 2 * kQueryBlock) * paddedSize + (size + kQueryBlock + 1) * paddedKeys + 8 * kLanes);
  float* const packed = scratch.take(keys * paddedSize);
  float* const keysAcross = scratch.take(size * paddedKeys);
  float* const values = scratch.take(keys * paddedSize);
  float* const queries = scratch.take(kQueryBlock * paddedSize);
  float* const scores = scratch.take(kQueryBlock * paddedKeys);
  float* const block = scratch.take(kQueryBlock * paddedSize);
  float* const never = scratch.take(paddedKeys);
  packMask(in.mask + at.row, keys, never);
  pack(at.part(in.qkv, in.bias, kKey), keys, size, 1, packed);
  transpose(packed, keys, size, keysAcross);
  pack(at.part(in.qkv, in.bias, kValue), keys, size, 1, values);
  const float scale = 1 / std::sqrt(static_cast<float>(size));
  for (int64_t first = 0; first < sizes.length; first += kQueryBlock) {
    const int64_t rows = std::min(kQueryBlock, sizes.length - first);
    Part query = at.part(in.qkv, in.bias, kQuery);
    query.rows += first * query.stride;
    pack(query, rows, size, scale, queries);
    multiply({queries, paddedSize, 1}, {keysAcross, paddedKeys}, {scores, paddedKeys}, {rows, paddedKeys, size});
    float inverse[kQueryBlock];
    for (int64_t row = 0; row < rows; row++) {
      const int64_t scoreRow = at.firstScoreRow + first + row;
      float* const line = scores + row * paddedKeys;
      // Of a text without a token, nothing is seen.
      auto [sum, logSum] = keys == 0 ? std::pair{1.0f, 0.0f}
                           : drops   ? weigh(line, never, paddedKeys, in.dropout.row(scoreRow))
                                     : weigh(line, never, paddedKeys, KeepAll{});
      inverse[row] = 1 / sum;
      logSums[scoreRow] = logSum;
    }
    multiply({scores, paddedKeys, 1}, {values, paddedSize}, {block, paddedSize}, {rows, paddedSize, keys});
    for (int64_t row = 0; row < rows; row++) {
      float* const to = context + at.contextOffset() + (first + row) * sizes.width();
      for (int64_t i = 0; i < size; i += kLanes) {
        storeSome(to + i, load(block + row * paddedSize + i) * inverse[row], size - i);
      }
    }
  }
}

/**
 * softmax(q k^T / sqrt(size)) v for each head of each text, dropout on the softmax (Vaswani et al. 2017, equation 1).
 * Padding weighs exactly 0. The softmax is not kept; the gradient makes it again from the logarithms of its sums, as in
 * Dao et al. 2022 (FlashAttention), which spares memory of the square of the length.
 */
struct AttentionForward : Attention {
  using Attention::Attention;

  void compute(Call& call) const {
    const HeadSizes sizes = sizesOf(call);
    float* const context = call.output(0, {sizes.texts * sizes.length, sizes.width()});
    float* const logSums = call.output(1, {sizes.texts, sizes.heads, sizes.length});
    const Inputs in{call.floats(0), call.floats(1), call.floats(2), draw(call, 3)};
    const bool drops = rate() > 0;
    parallelFor(sizes.texts * sizes.heads, [&](int64_t index) {
      forwardHead(Head(sizes, index), in, drops, context, logSums);
    });
  }
};

}  // namespace

void registerAttention() {
  registerOp<AttentionForward>({"LabmateAttention",
                                {"qkv: float", "bias: float", "mask: float", "seed: int32"},
                                {"context: float", "logsum: float"},
                                {"heads: int", "rate: float", "site: int"},
                                shapesOf<kUnknown, kUnknown>});
}

}  // namespace labmate
