//===- PartialOrders.h - The partial orders of a program --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_PARTIALORDERS_H
#define LOCKSTEP_TEST_SUPPORT_PARTIALORDERS_H

#include "support/ScriptedProgram.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace lockstep::scripted {

/// Probabilities by partial order.
using OrderDistribution = std::map<uint64_t, double>;

/// Tells the partial orders of a program apart: two complete executions have
/// the same name exactly when each pair of dependent instructions of different
/// threads has the same order in both. For programs without spinUntil and with
/// at most 64 such pairs.
class PartialOrders {
public:
  /// \p Of must outlive this.
  explicit PartialOrders(const Program &Of);

  uint64_t name(const std::vector<ThreadId> &Schedule) const;

  /// The exact distribution under a uniform choice at each decision. Holds
  /// every partial order that the program has.
  OrderDistribution underRandomWalk() const;

  /// The exact distribution under partial order sampling as its paper states
  /// it: every event draws its priority when it becomes pending, and again when
  /// a dependent one was performed. Found by following every order that the
  /// drawn numbers can have; takes time factorial in their number.
  OrderDistribution underSampling() const;

private:
  using Place = std::pair<uint32_t, uint32_t>; ///< thread, index
  const Program &Of;
  std::vector<std::pair<Place, Place>> Pairs;
};

} // namespace lockstep::scripted

#endif
