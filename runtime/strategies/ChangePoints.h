//===- ChangePoints.h - Random places in a schedule -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_CHANGEPOINTS_H
#define LOCKSTEP_STRATEGIES_CHANGEPOINTS_H

#include "base/Random.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep {

/// Places before some of the choices of an execution, at which a strategy does
/// something else than usual.
class ChangePoints {
public:
  /// Draws \p Count points for an execution of \p Choices choices (0: no
  /// points). They are drawn one after another into the sequence of the choices
  /// and the points drawn before, each gap before a choice or point with the
  /// same probability: point i with below(Choices + i). So every multiset of
  /// choices is as probable as every other, and within it every order of the
  /// points.
  void draw(Random &Numbers, uint64_t Choices, uint64_t Count);

  /// Whether the next point is before choice number \p Choice, from 1.
  bool isDue(uint64_t Choice) const { return Choice == NextChoice; }
  /// The next point was reached. \returns which draw, from 0, gave it.
  uint32_t take() {
    uint32_t Drawn = Points[Next].Drawn;
    aim(Next + 1);
    return Drawn;
  }

private:
  struct Point {
    uint64_t Choice; ///< before which choice, from 1
    uint32_t Drawn;
  };
  static constexpr uint64_t Never = ~uint64_t(0);

  void aim(size_t Point) {
    Next = Point;
    NextChoice = Point < Points.size() ? Points[Point].Choice : Never;
  }

  std::vector<Point> Points; ///< in the order in which they act
  size_t Next = 0;
  uint64_t NextChoice = Never; ///< the choice of Points[Next]
};

} // namespace lockstep

#endif
