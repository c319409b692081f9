//===- AbstractSchedule.cpp - Reads-from constraints ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/AbstractSchedule.h"

#include "sched/ReadsFrom.h"

#include <algorithm>

using namespace lockstep;

namespace {
SitePair drawPair(std::span<const SitePair> Pool, Random &Numbers) {
  return Pool[Numbers.below(uint32_t(Pool.size()))];
}

Constraint drawConstraint(std::span<const SitePair> Pool, Random &Numbers) {
  SitePair Pair = drawPair(Pool, Numbers);
  return {Pair, Numbers.chance(1, 9)};
}
} // namespace

AbstractSchedule lockstep::mutate(AbstractSchedule Of,
                                  std::span<const SitePair> Pool,
                                  Random &Numbers) {
  enum { Insert, Exchange, Negate, Keep, Kinds };
  Of.HoldsWrites = Numbers.chance(3, 4);
  std::vector<Constraint> &List = Of.Constraints;
  for (;;) {
    uint32_t Kind = Numbers.below(Kinds);
    if (Kind == Keep)
      return Of;
    if (Kind == Insert && !Pool.empty()) {
      Constraint New = drawConstraint(Pool, Numbers);
      if (std::find(List.begin(), List.end(), New) == List.end())
        List.push_back(New);
      return Of;
    }
    if (Kind == Insert || List.empty() || (Kind == Exchange && Pool.empty()))
      continue;
    Constraint &One = List[Numbers.below(uint32_t(List.size()))];
    if (Kind == Negate)
      One.Positive = !One.Positive;
    else
      One.Pair = drawPair(Pool, Numbers);
    return Of;
  }
}

bool ConstraintState::isOnObject(const Operation &Op) const {
  if (Op.Object == Last.Object || Op.Second == Last.Object)
    return true;
  return Last.Address && Op.Address &&
         operationObject(Op.Kind) == ObjectKind::Memory &&
         operationObject(Last.Kind) == ObjectKind::Memory &&
         Op.Address < Last.Address + Last.Size &&
         Last.Address < Op.Address + Op.Size;
}

bool ConstraintState::reached(const Operation &Op) {
  if (At != Stage::Other ||
      !(What.Positive ? isRead(Op) : HoldsWrites && isWrite(Op)))
    return false;
  At = Stage::Reached;
  return true;
}

bool ConstraintState::performed(const Operation &Op) {
  if (At == Stage::Done)
    return false;
  if (At == Stage::Written && isRead(Op) && isOnObject(Op)) {
    // Positive: it happened. Negative: the constraint is broken.
    At = Stage::Done;
    return true;
  }
  if (isWrite(Op)) {
    At = Stage::Written;
    Last = Op;
    Last.Size = std::max(Op.Size, 1u);
    return true;
  }
  if (At == Stage::Written) {
    if (!writesObject(Op.Kind) || !isOnObject(Op))
      return false;
    At = Stage::Other;
    return true;
  }
  if (At == Stage::Reached && What.Positive && isRead(Op)) {
    At = Stage::Other; // it was missed; the next one counts
    return true;
  }
  return false;
}

Wish ConstraintState::wish(const Operation &Op) const {
  bool Read = isRead(Op), Write = isWrite(Op);
  switch (At) {
  case Stage::Done:
    return Wish::None;
  case Stage::Other:
    return !What.Positive && Read ? Wish::Take : Wish::None;
  case Stage::Reached:
    if (What.Positive)
      return (Read ? Wish::Avoid : Wish::None) |
             (Write ? Wish::Take : Wish::None);
    return (Read ? Wish::Take : Wish::None) |
           (Write ? Wish::Avoid : Wish::None);
  case Stage::Written:
    if (What.Positive) {
      if (Read)
        return Wish::Take;
      return HoldsWrites && isOnObject(Op) ? Wish::Avoid : Wish::None;
    }
    return (Read ? Wish::Avoid : Wish::None) |
           (!Read && isOnObject(Op) ? Wish::Take : Wish::None);
  }
  return Wish::None;
}
