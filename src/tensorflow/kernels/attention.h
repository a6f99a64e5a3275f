// What both directions of attention share.
#pragma once

#include "dropping.h"
#include "head.h"

namespace labmate {

/** Attributes, and the sizes that the inputs say. */
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

}  // namespace labmate
