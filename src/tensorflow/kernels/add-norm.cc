#include <cmath>

#include "dropping.h"
#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

struct Vectors {
  int64_t width;
  const float* bias;
  const float* gain;
  const float* shift;
};

struct Forward {
  const float* x;
  const float* residual;
  float *y, *unit, *inverse;
};

/** What a row of `unit` holds is the sum at first, then the sum normalised. */
template <class Mask>
void normaliseRow(const Vectors& v, const Forward& f, int64_t row, const Mask& mask, float epsilon) {
  const float* const x = f.x + row * v.width;
  const float* const residual = f.residual ? f.residual + row * v.width : nullptr;
  float* const unit = f.unit + row * v.width;
  float* const y = f.y + row * v.width;
  Floats total{};
  for (int64_t i = 0; i < v.width; i += kLanes) {
    const int64_t left = v.width - i;
    Floats value = loadSome(x + i, left);
    if (v.bias) value += loadSome(v.bias + i, left);
    value *= mask.at(i);
    if (residual) value += loadSome(residual + i, left);
    storeSome(unit + i, value, left);
    total += value;
  }
  const float mean = sumOf(total) / static_cast<float>(v.width);
  Floats squares{};
  for (int64_t i = 0; i < v.width; i += kLanes) {
    const int64_t left = v.width - i;
    Floats centred = loadSome(unit + i, left) - mean;
    for (int64_t lane = left; lane < kLanes; lane++) centred[lane] = 0;
    squares += centred * centred;
  }
  const float inverse = 1.0f / std::sqrt(sumOf(squares) / static_cast<float>(v.width) + epsilon);
  f.inverse[row] = inverse;
  for (int64_t i = 0; i < v.width; i += kLanes) {
    const int64_t left = v.width - i;
    const Floats value = (loadSome(unit + i, left) - mean) * inverse;
    storeSome(unit + i, value, left);
    storeSome(y + i, value * loadSome(v.gain + i, left) + loadSome(v.shift + i, left), left);
  }
}

template <class Drop>
void normalise(const Rows& rows, const Vectors& vectors, const Forward& forward, const Drop& dropout, float epsilon) {
  forBlocks(rows.count, [&](int64_t, int64_t from, int64_t to) {
    for (int64_t row = from; row < to; row++) normaliseRow(vectors, forward, row, dropout.row(row), epsilon);
  });
}

struct Backward {
  const float *dy, *unit, *inverse, *gain;
  /** Of x; with dropout, of the residual as well, which is then the same before the mask. */
  float *dx, *dResidual;
};

enum Sum { kBias, kGain, kShift, kSums };

/** dx = (g - mean(g) - unit mean(g unit)) inverse, for g = dy gain. */
template <class Mask>
void gradientRow(const Backward& b, int64_t width, int64_t row, const Mask& mask, float* const* sums) {
  const float* const dy = b.dy + row * width;
  const float* const unit = b.unit + row * width;
  Floats total{}, projected{};
  for (int64_t i = 0; i < width; i += kLanes) {
    const int64_t left = width - i;
    const Floats slope = loadSome(dy + i, left);
    const Floats normal = loadSome(unit + i, left);
    const Floats scaled = slope * loadSome(b.gain + i, left);
    total += scaled;
    projected += scaled * normal;
    addTo(sums[kGain] + i, slope * normal);
    addTo(sums[kShift] + i, slope);
  }
  const float mean = sumOf(total) / static_cast<float>(width);
  const float onUnit = sumOf(projected) / static_cast<float>(width);
  const float inverse = b.inverse[row];
  for (int64_t i = 0; i < width; i += kLanes) {
    const int64_t left = width - i;
    const Floats scaled = loadSome(dy + i, left) * loadSome(b.gain + i, left);
    const Floats gradient = (scaled - mean - loadSome(unit + i, left) * onUnit) * inverse;
    const Floats masked = gradient * mask.at(i);
    if (b.dResidual) storeSome(b.dResidual + row * width + i, gradient, left);
    storeSome(b.dx + row * width + i, masked, left);
    // Past the row's end stands mean * inverse, in columns that are never read.
    addTo(sums[kBias] + i, masked);
  }
}

template <class Drop>
void gradients(Call& call, const Rows& rows, const Backward& backward, const Drop& dropout, int firstSum) {
  float* const results[kSums] = {call.output(firstSum, {rows.width}), call.output(firstSum + 1, {rows.width}),
                                 call.output(firstSum + 2, {rows.width})};
  ColumnSums sums(blocksOf(rows.count), kSums, rows.width);
  forBlocks(rows.count, [&](int64_t block, int64_t from, int64_t to) {
    float* const into[kSums] = {sums.of(block, kBias), sums.of(block, kGain), sums.of(block, kShift)};
    for (int64_t row = from; row < to; row++) gradientRow(backward, rows.width, row, dropout.row(row), into);
  });
  for (int kind = 0; kind < kSums; kind++) sums.finish(kind, results[kind]);
}

Rows checked(const Call& call, int rowsInput, std::initializer_list<int> alike, std::initializer_list<int> vectors) {
  const auto shape = call.shape(rowsInput);
  const Rows rows = rowsOf(shape);
  for (const int input : alike) Call::require(call.shape(input) == shape, "matrices must have the same shape");
  for (const int input : vectors) {
    Call::require(call.shape(input) == Call::Shape{rows.width}, "vectors must be as long as a row");
  }
  return rows;
}

/** LayerNorm(dropout(x + bias) + residual). x, residual [n, width]; bias, gain, shift [width]. */
struct DropAddNorm : Dropping {
  explicit DropAddNorm(const Construction& c) : Dropping(c), epsilon(c.number("epsilon")) {}

  void compute(Call& call) const {
    const Rows rows = checked(call, 0, {2}, {1, 3, 4});
    const auto shape = call.shape(0);
    float* const unit = call.output(1, shape, {0});
    float* const y = call.output(0, shape, {2});
    float* const inverse = call.output(2, {rows.count});
    const Vectors vectors{rows.width, call.floats(1), call.floats(3), call.floats(4)};
    const Forward forward{call.floats(0), call.floats(2), y, unit, inverse};
    if (rate() == 0) normalise(rows, vectors, forward, KeepAll{}, epsilon);
    else normalise(rows, vectors, forward, draw(call, 5), epsilon);
  }

  float epsilon;
};

/** Plain LayerNorm. x [n, width]; gain, shift [width]. */
struct LayerNorm {
  explicit LayerNorm(const Construction& c) : epsilon(c.number("epsilon")) {}

  void compute(Call& call) const {
    const Rows rows = checked(call, 0, {}, {1, 2});
    const auto shape = call.shape(0);
    float* const unit = call.output(1, shape, {0});
    float* const y = call.output(0, shape);
    float* const inverse = call.output(2, {rows.count});
    const Vectors vectors{rows.width, nullptr, call.floats(1), call.floats(2)};
    normalise(rows, vectors, {call.floats(0), nullptr, y, unit, inverse}, KeepAll{}, epsilon);
  }

  float epsilon;
};

struct DropAddNormGrad : Dropping {
  using Dropping::Dropping;

  void compute(Call& call) const {
    const Rows rows = checked(call, 0, {1}, {3});
    Call::require(call.shape(2) == Call::Shape{rows.count}, "inverse must have a number for each row");
    const auto shape = call.shape(0);
    float* const dx = call.output(0, shape, {0});
    float* const dResidual = call.output(1, shape, {1});
    const Backward backward{call.floats(0), call.floats(1), call.floats(2), call.floats(3), dx, dResidual};
    gradients(call, rows, backward, draw(call, 4), 2);
  }
};

/** Without dropout: the gradients of x, of the bias and of the residual are the same but for the sum over rows. */
struct AddNormGrad {
  explicit AddNormGrad(const Construction&) {}

  void compute(Call& call) const {
    const Rows rows = checked(call, 0, {1}, {3});
    Call::require(call.shape(2) == Call::Shape{rows.count}, "inverse must have a number for each row");
    float* const dx = call.output(0, call.shape(0), {0, 1});
    const Backward backward{call.floats(0), call.floats(1), call.floats(2), call.floats(3), dx, nullptr};
    gradients(call, rows, backward, KeepAll{}, 1);
  }
};

}  // namespace

void registerAddNorm() {
  registerOp<DropAddNorm>(
      {"LabmateDropAddNorm",
       {"x: float", "bias: float", "residual: float", "gain: float", "shift: float", "seed: int32"},
       {"y: float", "unit: float", "inverse: float"},
       {"rate: float", "site: int", "epsilon: float"},
       shapesOf<0, 0, kUnknown>});
  registerOp<LayerNorm>({"LabmateLayerNorm",
                         {"x: float", "gain: float", "shift: float"},
                         {"y: float", "unit: float", "inverse: float"},
                         {"epsilon: float"},
                         shapesOf<0, 0, kUnknown>});
  registerOp<DropAddNormGrad>(
      {"LabmateDropAddNormGrad",
       {"dy: float", "unit: float", "inverse: float", "gain: float", "seed: int32"},
       {"dx: float", "dresidual: float", "dbias: float", "dgain: float", "dshift: float"},
       {"rate: float", "site: int"},
       shapesOf<0, 0, 3, 3, 3>});
  registerOp<AddNormGrad>({"LabmateAddNormGrad",
                           {"dy: float", "unit: float", "inverse: float", "gain: float"},
                           {"dx: float", "dbias: float", "dgain: float", "dshift: float"},
                           {},
                           shapesOf<0, 3, 3, 3>});
}

}  // namespace labmate
