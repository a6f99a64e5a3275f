#include <cmath>

#include "attention.h"
#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

struct GradientInputs {
  const float *logSums, *dContext;
};

/**
 * A row of the softmax and of its gradient: in `scores` and `slopes` (the gradient of the dropped weights), out `kept`
 * (the dropped weights) and in `slopes` the gradient of the scores.
 */
template <class Mask>
void unweigh(float* scores, float* slopes, float* kept, const float* never, int64_t keys, float logSum,
             const Mask& mask) {
  Floats total{};
  for (int64_t i = 0; i < keys; i += kLanes) {
    const Floats weight = exponential(load(scores + i) + load(never + i) - logSum);
    const Floats dropped = weight * mask.at(i);
    total += dropped * load(slopes + i);
    store(scores + i, weight);
    store(kept + i, dropped);
  }
  const float mean = sumOf(total);
  for (int64_t i = 0; i < keys; i += kLanes) {
    store(slopes + i, load(kept + i) * load(slopes + i) - load(scores + i) * mean);
  }
}

/** Writes rows of a gradient to the op's output and adds them up for the bias; zeros from `rows` to `length`. */
void writePart(const float* from, int64_t rows, const HeadSizes& sizes, float scale, float* to, float* sums) {
  const int64_t stride = 3 * sizes.width();
  for (int64_t i = 0; i < sizes.size; i += kLanes) {
    const int64_t left = sizes.size - i;
    Floats sum{};
    for (int64_t row = 0; row < rows; row++) {
      const Floats value = load(from + row * sizes.paddedSize() + i) * scale;
      sum += value;
      storeSome(to + row * stride + i, value, left);
    }
    for (int64_t row = rows; row < sizes.length; row++) storeSome(to + row * stride + i, Floats{}, left);
    storeSome(sums + i, sum, left);
  }
}

void backwardHead(const Head& at, const Inputs& in, const GradientInputs& given, bool drops, float* dQkv,
                  ColumnSums& sums) {
  const HeadSizes& sizes = at.sizes;
  const int64_t size = sizes.size, paddedSize = sizes.paddedSize(), length = sizes.length;
  const int64_t keys = keysOf(in.mask + at.row, length), paddedKeys = padded(keys);
  Scratch& scratch = threadScratch();
  scratch.reset((4 * keys + 3 * length) * paddedSize + (2 * size + 3 * kQueryBlock + 1) * paddedKeys + 13 * kLanes);
  float* const packedKeys = scratch.take(keys * paddedSize);
  float* const packedValues = scratch.take(keys * paddedSize);
  float* const keysAcross = scratch.take(size * paddedKeys);
  float* const valuesAcross = scratch.take(size * paddedKeys);
  float* const queries = scratch.take(length * paddedSize);
  float* const outer = scratch.take(length * paddedSize);
  float* const scores = scratch.take(kQueryBlock * paddedKeys);
  float* const slopes = scratch.take(kQueryBlock * paddedKeys);
  float* const kept = scratch.take(kQueryBlock * paddedKeys);
  float* const never = scratch.take(paddedKeys);
  float* const dQuery = scratch.take(length * paddedSize);
  float* const dKey = scratch.take(keys * paddedSize);
  float* const dValue = scratch.take(keys * paddedSize);
  const float scale = 1 / std::sqrt(static_cast<float>(size));
  packMask(in.mask + at.row, keys, never);
  pack(at.part(in.qkv, in.bias, kKey), keys, size, 1, packedKeys);
  pack(at.part(in.qkv, in.bias, kValue), keys, size, 1, packedValues);
  pack(at.part(in.qkv, in.bias, kQuery), length, size, scale, queries);
  pack({given.dContext + at.contextOffset(), sizes.width(), nullptr}, length, size, 1, outer);
  transpose(packedKeys, keys, size, keysAcross);
  transpose(packedValues, keys, size, valuesAcross);
  std::fill(dKey, dKey + keys * paddedSize, 0.0f);
  std::fill(dValue, dValue + keys * paddedSize, 0.0f);
  for (int64_t first = 0; first < length; first += kQueryBlock) {
    const int64_t rows = std::min(kQueryBlock, length - first);
    const float* const query = queries + first * paddedSize;
    const float* const dContext = outer + first * paddedSize;
    const Extent square{rows, paddedKeys, size};
    multiply({query, paddedSize, 1}, {keysAcross, paddedKeys}, {scores, paddedKeys}, square);
    multiply({dContext, paddedSize, 1}, {valuesAcross, paddedKeys}, {slopes, paddedKeys}, square);
    for (int64_t row = 0; row < rows; row++) {
      const int64_t scoreRow = at.firstScoreRow + first + row;
      float *const line = scores + row * paddedKeys, *const slope = slopes + row * paddedKeys;
      float* const weights = kept + row * paddedKeys;
      const float logSum = given.logSums[scoreRow];
      if (drops) unweigh(line, slope, weights, never, paddedKeys, logSum, in.dropout.row(scoreRow));
      else unweigh(line, slope, weights, never, paddedKeys, logSum, KeepAll{});
    }
    multiply({slopes, paddedKeys, 1}, {packedKeys, paddedSize}, {dQuery + first * paddedSize, paddedSize},
             {rows, paddedSize, keys});
    const Extent thin{keys, paddedSize, rows};
    multiply<true>({slopes, 1, paddedKeys}, {query, paddedSize}, {dKey, paddedSize}, thin);
    multiply<true>({kept, 1, paddedKeys}, {dContext, paddedSize}, {dValue, paddedSize}, thin);
  }
  float* const sum = sums.of(at.text, 0);
  writePart(dQuery, length, sizes, scale, dQkv + at.offset(kQuery), sum + at.column(kQuery));
  writePart(dKey, keys, sizes, 1, dQkv + at.offset(kKey), sum + at.column(kKey));
  writePart(dValue, keys, sizes, 1, dQkv + at.offset(kValue), sum + at.column(kValue));
}

struct AttentionGrad : Attention {
  using Attention::Attention;

  void compute(Call& call) const {
    const HeadSizes sizes = sizesOf(call);
    Call::require(call.shape(3) == Call::Shape{sizes.texts, sizes.heads, sizes.length}, "logsum is of another attention");
    Call::require(call.shape(5) == Call::Shape{sizes.texts * sizes.length, sizes.width()},
                  "dcontext must be shaped like the context");
    float* const dQkv = call.output(0, call.shape(0), {0});
    float* const dBias = call.output(1, {kParts * sizes.width()});
    const Inputs in{call.floats(0), call.floats(1), call.floats(2), draw(call, 4)};
    const GradientInputs given{call.floats(3), call.floats(5)};
    ColumnSums sums(sizes.texts, 1, kParts * sizes.width());
    parallelFor(sizes.texts * sizes.heads, [&](int64_t index) {
      backwardHead(Head(sizes, index), in, given, rate() > 0, dQkv, sums);
    });
    sums.finish(0, dBias);
  }
};

}  // namespace

void registerAttentionGrad() {
  registerOp<AttentionGrad>(
      {"LabmateAttentionGrad",
       {"qkv: float", "bias: float", "mask: float", "logsum: float", "seed: int32", "dcontext: float"},
       {"dqkv: float", "dbias: float"},
       {"heads: int", "rate: float", "site: int"},
       shapesOf<0, 1>});
}

}  // namespace labmate
