#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

/** gelu(x + bias), the form with erf. x [n, width], bias [width]. */
struct BiasGelu {
  explicit BiasGelu(const Construction&) {}

  void compute(Call& call) const {
    const auto shape = call.shape(0);
    const Rows rows = rowsOf(shape);
    Call::require(call.shape(1) == Call::Shape{rows.width}, "bias must be as long as a row of x");
    float* const y = call.output(0, shape, {0});
    const float* const x = call.floats(0);
    const float* const bias = call.floats(1);
    forBlocks(rows.count, [=](int64_t, int64_t from, int64_t to) {
      for (int64_t row = from; row < to; row++) {
        for (int64_t column = 0; column < rows.width; column += kLanes) {
          const int64_t left = rows.width - column;
          const int64_t at = row * rows.width + column;
          const Floats value = loadSome(x + at, left) + loadSome(bias + column, left);
          storeSome(y + at, value * normal(value).share, left);
        }
      }
    });
  }
};

/** d/dv v Phi(v) = Phi(v) + v phi(v), for v = x + bias. */
struct BiasGeluGrad {
  explicit BiasGeluGrad(const Construction&) {}

  void compute(Call& call) const {
    const auto shape = call.shape(0);
    const Rows rows = rowsOf(shape);
    Call::require(call.shape(1) == Call::Shape{rows.width}, "bias must be as long as a row of x");
    Call::require(call.shape(2) == shape, "dy must be shaped like x");
    float* const dx = call.output(0, shape, {2, 0});
    float* const dBias = call.output(1, {rows.width});
    const float* const x = call.floats(0);
    const float* const bias = call.floats(1);
    const float* const dy = call.floats(2);
    ColumnSums sums(blocksOf(rows.count), 1, rows.width);
    forBlocks(rows.count, [&, rows, dx, x, bias, dy](int64_t block, int64_t from, int64_t to) {
      float* const sum = sums.of(block, 0);
      for (int64_t row = from; row < to; row++) {
        for (int64_t column = 0; column < rows.width; column += kLanes) {
          const int64_t left = rows.width - column;
          const int64_t at = row * rows.width + column;
          const Floats value = loadSome(x + at, left) + loadSome(bias + column, left);
          const Normal at_value = normal(value);
          const Floats slope = at_value.share + value * at_value.bell * 0.398942280f;
          const Floats gradient = loadSome(dy + at, left) * slope;
          storeSome(dx + at, gradient, left);
          addTo(sum + column, gradient);
        }
      }
    });
    sums.finish(0, dBias);
  }
};

}  // namespace

void registerBiasGelu() {
  registerOp<BiasGelu>(
      {"LabmateBiasGelu", {"x: float", "bias: float"}, {"y: float"}, {}, shapesOf<0>});
  registerOp<BiasGeluGrad>({"LabmateBiasGeluGrad",
                            {"x: float", "bias: float", "dy: float"},
                            {"dx: float", "dbias: float"},
                            {},
                            shapesOf<0, 1>});
}

}  // namespace labmate
