//===- SpinTracker.cpp - Does a thread go in circles? ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sched/SpinTracker.h"

using namespace lockstep;

void SpinTracker::search(SiteId Site, ObjectId Object, uint64_t Value) {
  for (unsigned I = 0; I < Length; ++I) {
    if (Loop[I].Site != Site || Loop[I].Object != Object)
      continue;
    if (Loop[I].Value == Value) {
      // Back to an earlier event: what came before it is not in the loop.
      Begin = I;
      advance(I);
      return;
    }
    // A new value: somebody else did something since the last round.
    changed();
    break;
  }
  // A new event after full rounds means that the loop was left.
  if (Rounds || Length == MaxEvents)
    changed();
  Loop[Length++] = {Site, Object, Value};
  Cursor = Length;
}

SpinTracker::Read SpinTracker::watched() const {
  for (unsigned I = Begin; I < Length; ++I)
    if (Loop[I].Object.isValid())
      return Loop[I];
  return Length ? Loop[Begin] : Read();
}
