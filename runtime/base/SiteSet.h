//===- SiteSet.h - A set of sites -------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_SITESET_H
#define LOCKSTEP_BASE_SITESET_H

#include "base/Check.h"
#include "base/Ids.h"

#include <cstdint>
#include <vector>

namespace lockstep {

/// A bit set. Ids come in ranges, each dense from its first one: the high two
/// bits say which.
class SiteSet {
public:
  bool contains(SiteId Site) const {
    const std::vector<uint64_t> &Bits = Ranges[Site.Value >> RangeBits];
    uint32_t I = Site.Value & (FirstOfRange - 1);
    return I / 64 < Bits.size() && (Bits[I / 64] >> (I % 64) & 1);
  }
  /// \returns whether it is new. \p Site must be valid.
  bool insert(SiteId Site) {
    LOCKSTEP_CHECK(Site.isValid());
    std::vector<uint64_t> &Bits = Ranges[Site.Value >> RangeBits];
    uint32_t I = Site.Value & (FirstOfRange - 1);
    if (I / 64 >= Bits.size())
      Bits.resize(I / 64 + 1);
    uint64_t Bit = uint64_t(1) << (I % 64);
    bool New = !(Bits[I / 64] & Bit);
    Bits[I / 64] |= Bit;
    return New;
  }
  void erase(SiteId Site) {
    std::vector<uint64_t> &Bits = Ranges[Site.Value >> RangeBits];
    uint32_t I = Site.Value & (FirstOfRange - 1);
    if (I / 64 < Bits.size())
      Bits[I / 64] &= ~(uint64_t(1) << (I % 64));
  }

private:
  static constexpr unsigned RangeBits = 30;
  static constexpr uint32_t FirstOfRange = 1u << RangeBits;

  std::vector<uint64_t> Ranges[4];
};

} // namespace lockstep

#endif
