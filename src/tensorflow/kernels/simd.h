// Vectors as the compiler knows them (GCC's and Clang's vector extensions): as wide as the processor's registers, and
// correct on any other. Auto-vectorised loops depend on the compiler's version; these do not.
#pragma once

#include <cstdint>
#include <cstring>

namespace labmate {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

typedef float Floats __attribute__((vector_size(kLanes * 4)));
typedef int32_t Ints __attribute__((vector_size(kLanes * 4)));
typedef uint32_t Words __attribute__((vector_size(kLanes * 4)));

template <class To, class From>
inline To bitsOf(From value) {
  static_assert(sizeof(To) == sizeof(From), "same size");
  To bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

inline Floats all(float value) { return Floats{} + value; }

inline Floats load(const float* from) {
  Floats value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void store(float* to, Floats value) { std::memcpy(to, &value, sizeof value); }

/** The first `count` values, zeros behind them. */
inline Floats loadSome(const float* from, int64_t count) {
  if (count >= kLanes) return load(from);
  Floats value{};
  std::memcpy(&value, from, static_cast<size_t>(count) * sizeof(float));
  return value;
}

inline void storeSome(float* to, Floats value, int64_t count) {
  if (count >= kLanes) return store(to, value);
  std::memcpy(to, &value, static_cast<size_t>(count) * sizeof(float));
}

inline float sumOf(Floats value) {
  float sum = 0;
  for (int i = 0; i < kLanes; i++) sum += value[i];
  return sum;
}

/** 0, 1, 2, ... */
inline Words countUp() {
  Words lanes{};
  for (int i = 0; i < kLanes; i++) lanes[i] = static_cast<uint32_t>(i);
  return lanes;
}

/** Rounds up to whole vectors. */
inline int64_t padded(int64_t count) { return (count + kLanes - 1) / kLanes * kLanes; }

/**
 * e^x for x up to 88; 0 below -87.3, NaN for NaN. Cody and Waite's reduction, then a polynomial (the coefficients of
 * Cephes' expf); within 2 units in the last place.
 */
inline Floats exponential(Floats x) {
  // Adding 1.5 * 2^23 leaves the nearest integer in the lowest bits of the sum.
  const Floats shifted = x * 1.44269504f + 12582912.0f;
  const Floats n = shifted - 12582912.0f;
  const Floats r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  Floats p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const Floats power = bitsOf<Floats>((bitsOf<Words>(shifted) << 23) + (127u << 23));
  return x < all(-87.3f) ? Floats{} : p * power;
}

struct Normal {
  /** The distribution function, Phi(x). */
  Floats share;
  /** The density times sqrt(2 pi). */
  Floats bell;
};

/**
 * The standard normal distribution, within 1e-7. Phi(-a) = e^(-a^2/2) R(a), where the polynomial in
 * 1 / (1 + 0.3 a) is a minimax fit to R on [0, 14] (relative error 3.5e-9 before rounding).
 */
inline Normal normal(Floats x) {
  const Floats a = x < Floats{} ? -x : x;
  const Floats t = 1.0f / (a * 0.3f + 1.0f);
  Floats p = t * -0.02061287f + 0.11237599f;
  p = p * t + -0.22806802f;
  p = p * t + 0.19158237f;
  p = p * t + -0.0792479f;
  p = p * t + 0.09605813f;
  p = p * t + 0.078425474f;
  p = p * t + 0.11022735f;
  p = p * t + 0.11957284f;
  p = p * t + 0.11968663f;
  const Floats bell = exponential(x * x * -0.5f);
  const Floats tail = p * t * bell;
  return {x > Floats{} ? 1.0f - tail : tail, bell};
}

}  // namespace labmate
