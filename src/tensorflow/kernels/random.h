// Which values dropout drops. Each value's number is a function of (seed, site, row, column), as in Salmon et al. 2011
// ("Parallel random numbers: as easy as 1, 2, 3"): the gradient draws the same ones again, nothing is stored, and the
// number of threads does not matter.
#pragma once

#include "simd.h"

namespace labmate {

/** Vigna's SplitMix64, as a mixing function. */
inline uint64_t mixed(uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/** What dropout multiplies the values of one row with: 0, or 1 / (1 - rate). */
class RowMask {
 public:
  RowMask(uint64_t key, int32_t threshold, float scale)
      : first_(static_cast<uint32_t>(key)), second_(static_cast<uint32_t>(key >> 32)), threshold_(threshold),
        scale_(scale) {}

  /** For columns `column` to `column + kLanes`. The rounds are those of Wellons' lowbias32, with a key in each. */
  Floats at(int64_t column) const {
    Words x = (countUp() + static_cast<uint32_t>(column)) ^ first_;
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= (x >> 15) ^ second_;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    // Compared as signed numbers of 31 bits, which all processors can.
    return bitsOf<Ints>(x >> 1) >= Ints{} + threshold_ ? all(scale_) : Floats{};
  }

 private:
  uint32_t first_, second_;
  int32_t threshold_;
  float scale_;
};

/** Dropout at one place of the model in one step. */
class Dropout {
 public:
  Dropout(float rate, int32_t site, const int32_t* seed)
      : key_(mixed(mixed(static_cast<uint32_t>(seed[0]) | static_cast<uint64_t>(static_cast<uint32_t>(seed[1])) << 32) +
                   static_cast<uint32_t>(site))),
        // Up to 2^31 in exact arithmetic, so the share that is dropped is the rate within 2^-31.
        threshold_(static_cast<int32_t>(static_cast<double>(rate) * 2147483648.0)),
        scale_(static_cast<float>(1.0 / (1.0 - static_cast<double>(rate)))) {}

  RowMask row(int64_t row) const { return {mixed(key_ + static_cast<uint64_t>(row)), threshold_, scale_}; }

 private:
  uint64_t key_;
  int32_t threshold_;
  float scale_;
};

}  // namespace labmate
