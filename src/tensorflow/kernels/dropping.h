#pragma once

#include "op.h"
#include "random.h"

namespace labmate {

/** What ops with dropout have in common: attributes `rate` and `site`, and an input of two integers, the step's seed. */
class Dropping {
 public:
  explicit Dropping(const Construction& construction)
      : rate_(construction.number("rate")), site_(construction.integer("site")) {
    Call::require(rate_ >= 0 && rate_ < 1, "rate must be from 0 to below 1");
  }

 protected:
  float rate() const { return rate_; }

  Dropout draw(Call& call, int input) const {
    Call::require(call.shape(input) == Call::Shape{2}, "seed must be two integers");
    return {rate_, site_, call.integers(input)};
  }

 private:
  float rate_;
  int32_t site_;
};

}  // namespace labmate
