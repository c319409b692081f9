//===- CampaignJobs.cpp - Executions side by side -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Campaign.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>

using namespace lockstep;

namespace {
/// Lessons of one job and one batch. What does not fit is not learnt.
constexpr uint64_t LessonSpace = uint64_t(1) << 30;

template <class T> T *mapShared(uint64_t Size) {
  long Got = mapOwn(Size, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE);
  LOCKSTEP_CHECK(Got > 0);
  return reinterpret_cast<T *>(Got);
}
} // namespace

/// What a job says of one iteration.
struct IterationResult {
  bool Done;
  bool Raced;
  Verdict Ended;
  uint64_t LessonBegin, LessonSize; ///< in the job's lessons; 0 bytes: none
};

/// What jobs share while they work on a batch.
struct Campaign::Board {
  /// The lowest iteration so far that ends the campaign.
  uint64_t Stop;
  IterationResult Results[LargestBatch];
};

void Campaign::prepareJobs() {
  Shared = mapShared<Board>(sizeof(Board));
  for (uint64_t I = 0; I < Wanted.Jobs; ++I) {
    Jobs.push_back({0, mapExecutionArea(Run.settings().MaxSteps),
                    mapShared<char>(LessonSpace)});
    LOCKSTEP_CHECK(Jobs.back().Area);
  }
}

void Campaign::workOn(uint64_t Number, uint64_t First, uint64_t Last) {
  uint64_t Used = 0;
  std::vector<char> Bytes;
  for (uint64_t I = First + Number; I < Last && !outOfTime();
       I += Wanted.Jobs) {
    if (I > __atomic_load_n(&Shared->Stop, __ATOMIC_ACQUIRE))
      return;
    IterationResult &Mine = Shared->Results[I - First];
    ExecutionPlan Plan = planFor(I);
    Mine.Ended = Run.run(Plan);
    noteUncontrolled(Run.area());
    Bytes.clear();
    encodeLesson(lessonOf(Plan, Mine.Ended), Bytes);
    if (Bytes.size() <= LessonSpace - Used) {
      memcpy(Jobs[Number].Lessons + Used, Bytes.data(), Bytes.size());
      Mine.LessonBegin = Used;
      Mine.LessonSize = Bytes.size();
      Used += Bytes.size();
    }
    Mine.Raced = Run.area().Count.Raced;
    Mine.Done = true;
    // Whether a race is told of is not known here.
    if (Mine.Ended.Kind == OutcomeKind::Passed ||
        Mine.Ended.Kind == OutcomeKind::DataRace ||
        outcomeIsUnknown(Mine.Ended.Kind) || !Run.settings().StopAtFirst)
      continue;
    uint64_t Lowest = Shared->Stop;
    while (I < Lowest &&
           !__atomic_compare_exchange_n(&Shared->Stop, &Lowest, I, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
      ;
  }
}

/// In a job, at its end: what it met outside the model goes into its area.
void Campaign::tellUncontrolled() {
  ExecutionArea &Area = Run.area();
  Area.UncontrolledCount = 0;
  for (const std::string &Name : Uncontrolled) {
    if (Area.UncontrolledCount == AreaLimits::Uncontrolled)
      return;
    AreaUncontrolled &Slot = Area.Uncontrolled[Area.UncontrolledCount++];
    strncpy(Slot.Function, Name.c_str(), sizeof Slot.Function - 1);
  }
}

/// The last iteration of the batch that passed, when its trace is wanted; else
/// none of them.
uint64_t Campaign::lastPassed(uint64_t First, uint64_t Last) const {
  if (Run.settings().TracePassing.empty())
    return Last;
  for (uint64_t I = Last; I-- > First;) {
    const IterationResult &Of = Shared->Results[I - First];
    if (Of.Done && Of.Ended.Kind == OutcomeKind::Passed)
      return I;
  }
  return Last;
}

bool Campaign::runBatchInJobs(uint64_t First, uint64_t Last) {
  if (!Shared)
    prepareJobs();
  *Shared = {};
  Shared->Stop = ~uint64_t(0);
  for (uint64_t J = 0; J < Wanted.Jobs; ++J) {
    Jobs[J].Process = rawFork();
    if (Jobs[J].Process != 0)
      continue;
    // A job: its timer is its own.
    Run.watchdog().start();
    Run.useArea(*Jobs[J].Area);
    workOn(J, First, Last);
    tellUncontrolled();
    exitProcess(0);
  }
  for (Job &Of : Jobs) {
    int WaitStatus;
    while (kernelCall(SYS_wait4, Of.Process, long(&WaitStatus), 0, 0) == -EINTR)
      showProgress();
    noteUncontrolled(*Of.Area);
  }
  uint64_t Passed = lastPassed(First, Last);
  for (uint64_t I = First; I < Last; ++I) {
    const IterationResult &Of = Shared->Results[I - First];
    if (!Of.Done)
      continue;
    Raced |= Of.Raced;
    if (Of.LessonSize) {
      const char *Begin = Jobs[(I - First) % Wanted.Jobs].Lessons;
      std::span<const char> Bytes(Begin + Of.LessonBegin, Of.LessonSize);
      Learnt.add(decodeLesson(Bytes));
    }
    // What matters is run again here, to have its schedule.
    Verdict Ended = Of.Ended;
    if (Ended.Kind != OutcomeKind::Passed || I == Passed)
      Ended = Run.run(planFor(I));
    else
      Run.area().Count.Decisions = 0;
    if (!take(planFor(I), Ended))
      return false;
  }
  return true;
}
