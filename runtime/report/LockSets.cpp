//===- LockSets.cpp - Which locks a thread holds --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LockSets.h"

#include <algorithm>

using namespace lockstep;

void LockSets::follow(size_t Index) {
  const Event &E = Events[Index];
  std::vector<HeldLock> &Own = Taken[E.Thread];
  if (tookLock(E)) {
    bool Shared = operationLockUse(E.Kind) == LockUse::TakeShared;
    Own.push_back({E.Object, Index, Shared});
    return;
  }
  ObjectId Given = lockGivenBack(E);
  if (!Given.isValid())
    return;
  auto Last = std::find_if(Own.rbegin(), Own.rend(), [&](const HeldLock &Lock) {
    return Lock.Object == Given;
  });
  if (Last != Own.rend())
    Own.erase(std::next(Last).base());
}

std::vector<HeldLock> LockSets::held(ThreadId Thread, uint64_t Count) {
  auto End = size_t(std::min<uint64_t>(Count, Events.size()));
  if (End < Followed) {
    Taken.clear();
    Followed = 0;
  }
  for (; Followed < End; ++Followed)
    follow(Followed);
  std::vector<HeldLock> Held;
  for (const HeldLock &Lock : Taken[Thread])
    if (std::none_of(Held.begin(), Held.end(), [&](const HeldLock &Known) {
          return Known.Object == Lock.Object;
        }))
      Held.push_back(Lock);
  return Held;
}
