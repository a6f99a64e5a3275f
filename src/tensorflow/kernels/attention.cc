#include <cmath>

#include "dropping.h"
#include "head.h"
#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

/** What both directions are given: the products of one matrix with the weights of query, key and value, and so on. */
struct Attention : Dropping {
  explicit Attention(const Construction& c) : Dropping(c), heads(c.integer("heads")) {
    Call::require(heads > 0, "heads must be above 0");
  }

  /** Inputs 0 to 2 are qkv, bias and mask. */
  HeadSizes sizesOf(const Call& call) const {
    const auto mask = call.shape(2);
    Call::require(mask.size() == 2, "mask must be [texts, length]");
    const auto qkv = call.shape(0);
    Call::require(qkv.size() == 2 && qkv[0] == mask[0] * mask[1], "qkv must have a row for each place of the mask");
    Call::require(qkv[1] % (3 * heads) == 0, "a row of qkv must be queries, keys and values of all heads");
    Call::require(call.shape(1) == Call::Shape{qkv[1]}, "bias must be as long as a row of qkv");
    return {mask[0], mask[1], heads, qkv[1] / 3 / heads};
  }

  int64_t heads;
};

enum Which { kQuery, kKey, kValue, kParts };

/** The place of one head of one text in the op's tensors. */
struct Head {
  Head(const HeadSizes& sizes, int64_t index)
      : text(index / sizes.heads), head(index % sizes.heads), row(text * sizes.length), stride(3 * sizes.width()),
        firstScoreRow(index * sizes.length), sizes(sizes) {}

  int64_t offset(Which which) const { return row * stride + column(which); }
  int64_t column(Which which) const { return which * sizes.width() + head * sizes.size; }
  Part part(const float* qkv, const float* bias, Which which) const {
    return {qkv + offset(which), stride, bias + column(which)};
  }
  /** The same place in a tensor [texts * length, width]. */
  int64_t contextOffset() const { return row * sizes.width() + head * sizes.size; }

  int64_t text, head, row, stride, firstScoreRow;
  const HeadSizes& sizes;
};

struct Inputs {
  const float *qkv, *bias, *mask;
  Dropout dropout;
};

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

void registerAttention() {
  registerOp<AttentionForward>({"LabmateAttention",
                                {"qkv: float", "bias: float", "mask: float", "seed: int32"},
                                {"context: float", "logsum: float"},
                                {"heads: int", "rate: float", "site: int"},
                                shapesOf<kUnknown, kUnknown>});
  registerOp<AttentionGrad>(
      {"LabmateAttentionGrad",
       {"qkv: float", "bias: float", "mask: float", "logsum: float", "seed: int32", "dcontext: float"},
       {"dqkv: float", "dbias: float"},
       {"heads: int", "rate: float", "site: int"},
       shapesOf<0, 1>});
}

}  // namespace labmate
