//===- LockSets.cpp - Which locks a thread holds --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LockSets.h"

#include <algorithm>

using namespace lockstep;

namespace {
enum class Step { Other, Take, TakeShared, GiveBack, Wait };

Step stepOf(OpKind Kind) {
  switch (Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTryLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::SpinTryLock:
  case OpKind::WriteLock:
  case OpKind::WriteTryLock:
  case OpKind::WriteTimedLock:
    return Step::Take;
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
    return Step::TakeShared;
  case OpKind::MutexUnlock:
  case OpKind::SpinUnlock:
  case OpKind::RwUnlock:
    return Step::GiveBack;
  case OpKind::CondWait:
  case OpKind::CondTimedWait:
    return Step::Wait;
  default:
    return Step::Other;
  }
}
} // namespace

void LockSets::follow(size_t Index) {
  const Event &E = Events[Index];
  if (E.Flags & (EventFailed | EventTimedOut))
    return;
  Step What = stepOf(E.Kind);
  if (What == Step::Other)
    return;
  std::vector<HeldLock> &Own = Taken[E.Thread];
  if (What == Step::Take || What == Step::TakeShared) {
    Own.push_back({E.Object, Index, What == Step::TakeShared});
    return;
  }
  ObjectId Given = What == Step::Wait ? E.Second : E.Object;
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
