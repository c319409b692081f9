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

enum class Effect { None, Takes, TriesToTake, Releases };

/// What an operation of this kind does to a lock.
Effect effectOf(OpKind Kind) {
  switch (Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::ReadLock:
  case OpKind::ReadTimedLock:
  case OpKind::WriteLock:
  case OpKind::WriteTimedLock:
    return Effect::Takes;
  case OpKind::MutexTryLock:
  case OpKind::SpinTryLock:
  case OpKind::ReadTryLock:
  case OpKind::WriteTryLock:
    return Effect::TriesToTake;
  case OpKind::MutexUnlock:
  case OpKind::SpinUnlock:
  case OpKind::RwUnlock:
  case OpKind::CondWait:
  case OpKind::CondTimedWait:
    return Effect::Releases;
  default:
    return Effect::None;
  }
}

bool isForReading(OpKind Kind) {
  return Kind == OpKind::ReadLock || Kind == OpKind::ReadTryLock ||
         Kind == OpKind::ReadTimedLock;
}

class Collector {
public:
  void take(size_t Index, const Event &E) {
    Open &Mine = Held[key(E.Thread, E.Object)];
    if (Mine.Depth++ > 0)
      return;
    Mine.Index = Found.size();
    Found.push_back(
        {E.Thread, E.Object, Index, NeverReleased, isForReading(E.Kind)});
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
    Effect Does = effectOf(E.Kind);
    bool Failed = E.Flags & (EventFailed | EventTimedOut);
    if (Does == Effect::Releases) {
      bool IsWait = operationObject(E.Kind) == ObjectKind::Condition;
      Locks.release(I, E.Thread, IsWait ? E.Second : E.Object);
    } else if (E.Object.isValid() && !Failed &&
               (Does == Effect::Takes ||
                (Does == Effect::TriesToTake && Recorded))) {
      Locks.take(I, E);
    }
  }
  return Locks.finish(Events.size());
}
