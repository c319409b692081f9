//===- ChangePoints.cpp - Random places in a schedule ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/ChangePoints.h"

#include <algorithm>

using namespace lockstep;

void ChangePoints::draw(Random &Numbers, uint64_t Choices, uint64_t Count) {
  Points.clear();
  uint32_t K = uint32_t(std::min<uint64_t>(Choices, UINT32_MAX - Count));
  for (uint32_t I = 0; K > 0 && I < Count; ++I) {
    // Before which member of the sequence of choices and points? As many points
    // as come earlier in it, so many fewer choices do.
    uint32_t Gap = Numbers.below(K + I), Earlier = 0;
    while (Earlier < I && Points[Earlier].Choice - 1 + Earlier < Gap)
      ++Earlier;
    Points.insert(Points.begin() + Earlier, {uint64_t(Gap) - Earlier + 1, I});
  }
  aim(0);
}
