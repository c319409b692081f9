//===- Holds.cpp - From when to when which thread held a lock -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/Holds.h"

#include <algorithm>
#include <unordered_map>

using namespace lockstep;
using namespace lockstep::cli;

namespace {

bool isTry(OpKind Kind) {
  return Kind == OpKind::MutexTryLock || Kind == OpKind::SpinTryLock ||
         Kind == OpKind::ReadTryLock || Kind == OpKind::WriteTryLock;
}

class Collector {
public:
  void take(size_t Index, const Event &E) {
    Open &Mine = Held[key(E.Thread, E.Object)];
    if (Mine.Depth++ > 0)
      return;
    Mine.Index = Found.size();
    bool Shared = operationLockUse(E.Kind) == LockUse::TakeShared;
    Found.push_back({E.Thread, E.Object, Index, NeverReleased, Shared});
  }

  void release(size_t Index, ThreadId Thread, ObjectId Object) {
    auto Mine = Held.find(key(Thread, Object));
    if (Mine == Held.end() || Mine->second.Depth == 0 ||
        --Mine->second.Depth > 0)
      return;
    Found[Mine->second.Index].Last = Index;
  }

  std::vector<Hold> finish(size_t Events) {
    for (Hold &Each : Found)
      Each.Last = std::min(Each.Last, Events);
    return std::move(Found);
  }

private:
  static constexpr size_t NeverReleased = ~size_t(0);
  struct Open {
    uint32_t Depth = 0;
    size_t Index = 0;
  };
  static uint64_t key(ThreadId Thread, ObjectId Object) {
    return uint64_t(Thread.Value) << 32 | Object.Value;
  }
  std::unordered_map<uint64_t, Open> Held;
  std::vector<Hold> Found;
};

} // namespace

std::vector<Hold> cli::findHolds(std::span<const Event> Events, bool Recorded) {
  Collector Locks;
  for (size_t I = 0; I < Events.size(); ++I) {
    const Event &E = Events[I];
    if (ObjectId Given = lockGivenBack(E); Given.isValid())
      Locks.release(I, E.Thread, Given);
    else if (tookLock(E) && E.Object.isValid() && (Recorded || !isTry(E.Kind)))
      Locks.take(I, E);
  }
  return Locks.finish(Events.size());
}
