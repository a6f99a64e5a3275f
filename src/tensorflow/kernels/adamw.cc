#include <cmath>

#include "ops.h"
#include "rows.h"

namespace labmate {
namespace {

/** A thread's share of a parameter at a time: its seven rows of numbers fit into a second-level cache. */
constexpr int64_t kChunk = 1 << 14;

inline Floats rootOf(Floats x) {
  // One by one in the source; compilers make one instruction of it.
  for (int lane = 0; lane < kLanes; lane++) x[lane] = std::sqrt(x[lane]);
  return x;
}

/**
 * A step of AdamW (Loshchilov and Hutter 2019, algorithm 2, as torch.optim.AdamW has it) for one parameter in one pass.
 * What TensorFlow offers takes one pass each for clipping, the size of the decay, the decay and Adam.
 *
 * `numbers` holds what is the same for all parameters in this step: the rate with both bias corrections,
 * rate sqrt(1 - beta2^t) / (1 - beta1^t); epsilon sqrt(1 - beta2^t); and rate times decay.
 */
struct AdamW {
  explicit AdamW(const Construction& c)
      : beta1(c.number("beta1")), beta2(c.number("beta2")), factor(c.number("rate_factor")), decays(c.boolean("decays")) {}

  void compute(Call& call) const {
    const auto shape = call.shape(0);
    for (const int input : {1, 2, 3}) Call::require(call.shape(input) == shape, "all must be shaped like the weights");
    Call::require(call.shape(4).empty(), "scale must be a scalar");
    Call::require(call.shape(5) == Call::Shape{3}, "numbers must be three");
    float* const newWeights = call.output(0, shape, {0});
    float* const newM = call.output(1, shape, {1});
    float* const newV = call.output(2, shape, {2, 3});
    const float *const weights = call.floats(0), *const m = call.floats(1), *const v = call.floats(2);
    const float* const gradient = call.floats(3);
    const float scale = *call.floats(4);
    const float* const numbers = call.floats(5);
    const float rate = numbers[0] * factor, epsilon = numbers[1];
    const float kept = decays ? 1 - numbers[2] * factor : 1;
    int64_t count = 1;
    for (const int64_t size : shape) count *= size;
    parallelFor((count + kChunk - 1) / kChunk, [=](int64_t chunk) {
      const int64_t end = std::min(count, (chunk + 1) * kChunk);
      for (int64_t i = chunk * kChunk; i < end; i += kLanes) {
        const int64_t left = end - i;
        const Floats slope = loadSome(gradient + i, left) * scale;
        const Floats mean = loadSome(m + i, left) * beta1 + slope * (1 - beta1);
        const Floats square = loadSome(v + i, left) * beta2 + slope * slope * (1 - beta2);
        const Floats step = mean / (rootOf(square) + epsilon) * rate;
        storeSome(newWeights + i, loadSome(weights + i, left) * kept - step, left);
        storeSome(newM + i, mean, left);
        storeSome(newV + i, square, left);
      }
    });
  }

  float beta1, beta2, factor;
  bool decays;
};

}  // namespace

void registerAdamW() {
  registerOp<AdamW>(
      {"LabmateAdamW",
       {"weights: float", "m: float", "v: float", "gradient: float", "scale: float", "numbers: float"},
       {"new_weights: float", "new_m: float", "new_v: float"},
       {"beta1: float", "beta2: float", "rate_factor: float", "decays: bool"},
       shapesOf<0, 1, 2>});
}

}  // namespace labmate
