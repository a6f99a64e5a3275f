#include "dropping.h"
#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

/** Dropout of x [..., width]; of dy with the same seed and site, its gradient. */
struct DropoutOp : Dropping {
  using Dropping::Dropping;

  void compute(Call& call) const {
    const auto shape = call.shape(0);
    const Rows rows = rowsOf(shape);
    const Dropout dropout = draw(call, 1);
    float* const y = call.output(0, shape, {0});
    const float* const x = call.floats(0);
    forBlocks(rows.count, [=](int64_t, int64_t from, int64_t to) {
      for (int64_t row = from; row < to; row++) {
        const RowMask mask = dropout.row(row);
        for (int64_t column = 0; column < rows.width; column += kLanes) {
          const int64_t left = rows.width - column;
          const int64_t at = row * rows.width + column;
          storeSome(y + at, loadSome(x + at, left) * mask.at(column), left);
        }
      }
    });
  }
};

}  // namespace

void registerDropout() {
  registerOp<DropoutOp>(
      {"LabmateDropout", {"x: float", "seed: int32"}, {"y: float"}, {"rate: float", "site: int"}, shapesOf<0>});
}

}  // namespace labmate
