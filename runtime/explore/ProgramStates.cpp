//===- ProgramStates.cpp - Where a program stood --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/ProgramStates.h"

#include "base/Random.h"
#include "sched/ReadsFrom.h"

#include <algorithm>
#include <utility>

using namespace lockstep;

namespace {
constexpr size_t None = ~size_t(0);

uint64_t mix(uint64_t A, uint64_t B) {
  uint64_t State = A ^ (B * 0xD1342543DE82EF95ull);
  return splitMix64(State);
}

/// Parts of a state; they are added up, so that a change costs the same however
/// many threads and objects there are.
uint64_t pendingPart(uint64_t Key, const Decision &Next) {
  return mix(Key, uint64_t(Next.Site) << 8 | uint64_t(Next.Kind));
}
uint64_t writerPart(uint64_t Object, SiteId Site) {
  return Site.isValid() ? mix(mix(Object, 1), Site.Value) : 0;
}

/// The same object has the same name in all executions if it has an address.
uint64_t nameOf(ObjectId Object, const ExecutionLog &Log) {
  uint64_t Address =
      Object.index() < Log.Addresses.size() ? Log.Addresses[Object.index()] : 0;
  return Address ? Address : ~uint64_t(Object.Value);
}
} // namespace

void lockstep::listStates(const ExecutionLog &Log, const ThreadKeys &Keys,
                          Observation &Into) {
  auto Steps = Log.Decisions.first(
      std::min(Log.Decisions.size(), Observation::MostScheduled));
  // Only what conflicts tells one state from another.
  std::vector<bool> Counts(Steps.size());
  for (size_t I = 0; I < Steps.size(); ++I)
    Counts[I] =
        !Steps[I].isValue() &&
        std::binary_search(Into.Conflicting.begin(), Into.Conflicting.end(),
                           SiteId(Steps[I].Site));
  // The next such decision of the same thread, for each; and the first of each
  // thread. A thread counts from the beginning, as if it were born already.
  std::vector<size_t> Next(Steps.size(), None), First(Keys.size(), None);
  for (size_t I = Steps.size(); I-- > 0;)
    if (Counts[I])
      Next[I] = std::exchange(First[Steps[I].Thread], I);
  uint64_t State = 0;
  for (size_t Thread = 0; Thread < First.size(); ++Thread)
    if (First[Thread] != None)
      State +=
          pendingPart(Keys[ThreadId(uint32_t(Thread))], Steps[First[Thread]]);
  ReadsFrom Writers;
  Writers.begin();
  Into.Schedule.assign(Steps.begin(), Steps.end());
  Into.States.reserve(Steps.size());
  for (size_t I = 0; I < Steps.size(); ++I) {
    Into.States.push_back(State);
    if (!Counts[I])
      continue;
    const Decision &Step = Steps[I];
    uint64_t Key = Keys[Step.thread()];
    State -= pendingPart(Key, Step);
    if (Next[I] != None)
      State += pendingPart(Key, Steps[Next[I]]);
    if (Step.Object == ObjectId::InvalidValue || !writesObject(Step.Kind))
      continue;
    ObjectId Object(Step.Object);
    uint64_t Name = nameOf(Object, Log);
    State -= writerPart(Name, Writers.lastWriter(Object).Site);
    State += writerPart(Name, SiteId(Step.Site));
    Writers.wrote(Object, SiteId(Step.Site), Step.thread());
  }
}
