//===- ExecutionArea.cpp - What driver and execution share ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/ExecutionArea.h"

#include "platform/Kernel.h"
#include "platform/OwnMemory.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <sys/mman.h>

using namespace lockstep;

void ExecutionArea::reset() {
  Count = {};
  // Everything up to the lists, whose counts are here.
  memset(reinterpret_cast<char *>(this) + offsetof(ExecutionArea, Ended), 0,
         offsetof(ExecutionArea, Detail) + 1 - offsetof(ExecutionArea, Ended));
  Culprit = ThreadId();
  FailedObject = ObjectId();
  FailedSite = SiteId();
  FailedAt = StackId();
  Memory = {};
  Expected = Actual = Decision();
  ScriptEnded = false;
  BlockingCall = nullptr;
  InPlugin = nullptr;
  UncontrolledCount = 0;
  NewPlaceCount = 0;
  EventCount = 0;
  Dumped = false;
  AccessCount = 0;
  ThreadCount = ObjectCount = StackCount = ModuleCount = PlaceCount = 0;
}

static uint64_t areaBytes(uint64_t Decisions, uint64_t Events) {
  return sizeof(ExecutionArea) + Decisions * sizeof(Decision) + 64 +
         Events * sizeof(Event);
}

void lockstep::unmapExecutionArea(ExecutionArea *Area) {
  kernelCall(SYS_munmap, long(Area),
             long(areaBytes(Area->DecisionSpace, Area->EventSpace)));
}

ExecutionArea *lockstep::mapExecutionArea(uint64_t MaxSteps) {
  constexpr uint64_t MostDecisions = uint64_t(1) << 32;
  // Value decisions come on top of steps.
  uint64_t Decisions = std::min(MaxSteps + MaxSteps / 4 + 4096, MostDecisions);
  uint64_t Events = Decisions;
  uint64_t Size = areaBytes(Decisions, Events);
  long Got = mapOwn(Size, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE);
  if (Got < 0)
    return nullptr;
  auto *Area = reinterpret_cast<ExecutionArea *>(Got);
  Area->DecisionSpace = Decisions;
  Area->EventSpace = Events;
  return Area;
}
