//===- Shrinker.cpp - Fewer switches, the same finding --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Shrinker.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// Positions next to a deviation that are all tried; farther ones at distances
/// that double.
constexpr uint64_t NearPositions = 24;
/// With more preemptive switches than that, pairs of them are too many.
constexpr uint64_t MostPreemptionsInPairs = 4;
} // namespace

bool lockstep::isSimpler(const Trial &A, const Trial &B) {
  if (A.Cost != B.Cost)
    return A.Cost < B.Cost;
  return isEarlier(A.Schedule, B.Schedule);
}

Shrinker::Shrinker(Oracle &Runs, Trial Start,
                   std::function<void(const Trial &)> Improved)
    : Runs(Runs), Best(std::move(Start)), Improved(std::move(Improved)) {}

void Shrinker::adopt(Trial Simpler) {
  Best = std::move(Simpler);
  Improved(Best);
}

void Shrinker::run() {
  bool Simpler = true;
  while (Simpler && !Runs.isExhausted()) {
    Simpler = shorten();
    Simpler |= leaveOut();
    Simpler |= leaveOutThreads();
    Simpler |= exchangeThreads();
    Simpler |= choose();
  }
}

/// Tries the candidates in order and goes on from the first that fails and is
/// simpler. \returns its index, or None.
size_t Shrinker::tryAll(const Candidates &Changed) {
  // What was no better than an earlier best is no better than this one.
  Candidates New;
  std::vector<size_t> Index;
  for (size_t I = 0; I < Changed.size(); ++I)
    if (!Rejected.contains(hashOf(Changed[I]))) {
      New.push_back(Changed[I]);
      Index.push_back(I);
    }
  size_t Taken = None;
  Trial Found;
  Runs.run(New, Best, /*Branches=*/false, [&](size_t I, Trial &Result) {
    if (!Result.Fails) {
      Rejected.insert(hashOf(New[I]));
      return true;
    }
    Taken = Index[I];
    Found = std::move(Result);
    return false;
  });
  if (Taken != None)
    adopt(std::move(Found));
  return Taken;
}

Plan Shrinker::without(size_t First, size_t Count) const {
  Plan Rest = Best.Made;
  First = std::min(First, Rest.Deviations.size());
  Count = std::min(Count, Rest.Deviations.size() - First);
  auto Begin = Rest.Deviations.begin() + ptrdiff_t(First);
  Rest.Deviations.erase(Begin, Begin + ptrdiff_t(Count));
  return Rest;
}

//===----------------------------------------------------------------------===//
// Less
//===----------------------------------------------------------------------===//

/// The first few deviations only, or the last few. Both grow by doubling, since
/// few are enough for most bugs; then almost all.
bool Shrinker::shorten() {
  bool Simpler = false;
  for (bool Again = true; Again && !Runs.isExhausted(); Simpler |= Again) {
    size_t Size = deviations().size();
    Candidates Changed;
    for (size_t Keep = 0; Keep < Size; Keep = Keep ? 2 * Keep : 1) {
      Changed.push_back(without(Keep, Size));
      if (Keep)
        Changed.push_back(without(0, Size - Keep));
    }
    for (size_t Drop = Size / 2; Drop > 0; Drop /= 2)
      Changed.push_back(without(Size - Drop, Drop));
    Again = tryAll(Changed) != None;
  }
  return Simpler;
}

/// ddmin: each chunk in turn is left out, then the chunks are halved. With
/// single deviations, until none of them can be spared.
bool Shrinker::leaveOut() {
  bool Simpler = false;
  size_t Chunk = std::max<size_t>(deviations().size() / 2, 1);
  size_t Begin = 0;
  bool Again = false;
  while (!deviations().empty() && !Runs.isExhausted()) {
    Candidates Changed;
    for (size_t First = Begin; First < deviations().size(); First += Chunk)
      Changed.push_back(without(First, Chunk));
    size_t Taken = tryAll(Changed);
    if (Taken != None) {
      Simpler = Again = true;
      Begin = std::min(Begin + Taken * Chunk, deviations().size());
      continue;
    }
    if (Chunk == 1 && !Again)
      break;
    Chunk = std::max<size_t>(Chunk / 2, 1);
    Begin = 0;
    Again = false;
  }
  return Simpler;
}

std::vector<uint32_t> Shrinker::threads() const {
  std::vector<uint32_t> All;
  for (const Decision &Each : Best.Schedule)
    if (std::find(All.begin(), All.end(), Each.Thread) == All.end())
      All.push_back(Each.Thread);
  std::sort(All.begin(), All.end());
  return All;
}

/// Threads that nobody switches to on purpose, and that begin when all others
/// wait; the latest born first.
bool Shrinker::leaveOutThreads() {
  bool Simpler = false;
  for (bool Again = true; Again && !Runs.isExhausted(); Simpler |= Again) {
    Candidates Changed;
    std::vector<uint32_t> All = threads();
    std::reverse(All.begin(), All.end());
    for (uint32_t Thread : All) {
      if (Thread == MainThread.Value)
        continue;
      Plan Idle = Best.Made;
      std::erase_if(Idle.Deviations, [Thread](const Deviation &Each) {
        return Each.Thread == Thread ||
               (!Each.IsValue && Each.Choice == Thread);
      });
      Plan IdleAndLast = Idle, OnlyLast = Best.Made;
      IdleAndLast.Last.push_back(Thread);
      OnlyLast.Last.push_back(Thread);
      Changed.insert(Changed.end(), {IdleAndLast, Idle, OnlyLast});
    }
    Again = tryAll(Changed) != None;
  }
  return Simpler;
}

//===----------------------------------------------------------------------===//
// The same in canonical form
//===----------------------------------------------------------------------===//

/// Threads that do the same may stand for each other.
bool Shrinker::exchangeThreads() {
  bool Simpler = false;
  for (bool Again = true; Again && !Runs.isExhausted(); Simpler |= Again) {
    Candidates Changed;
    for (uint32_t A : threads())
      for (uint32_t B = 1; B < A; ++B) {
        Plan Exchanged = Best.Made;
        auto Exchange = [A, B](uint32_t &Thread) {
          Thread = Thread == A ? B : Thread == B ? A : Thread;
        };
        for (Deviation &Each : Exchanged.Deviations) {
          Exchange(Each.Thread);
          if (!Each.IsValue)
            Exchange(Each.Choice);
        }
        Changed.push_back(std::move(Exchanged));
      }
    Again = tryAll(Changed) != None;
  }
  return Simpler;
}

/// For each deviation another choice, or another moment.
bool Shrinker::choose() {
  bool Simpler = false;
  for (size_t I = 0; I < deviations().size() && !Runs.isExhausted();) {
    bool Moved = move(I);
    Simpler |= Moved;
    // What was moved may stand elsewhere now: look at all again.
    I = Moved ? 0 : I + 1;
  }
  return Simpler;
}

uint64_t Shrinker::operationsOf(uint32_t Thread) const {
  return uint64_t(std::count_if(Best.Schedule.begin(), Best.Schedule.end(),
                                [Thread](const Decision &D) {
                                  return !D.isValue() && D.Thread == Thread;
                                }));
}

bool Shrinker::move(size_t Which) {
  const Deviation Old = deviations()[Which];
  Candidates Changed;
  auto Instead = [&](uint32_t Choice, uint64_t After) {
    Plan Other = Best.Made;
    Deviation &New = Other.Deviations[Which];
    New.Choice = Choice;
    New.After = After;
    for (size_t I = 0; I < Other.Deviations.size(); ++I)
      if (I != Which && Other.Deviations[I].isAt(New))
        return;
    Changed.push_back(std::move(Other));
  };
  if (Old.IsValue) {
    for (uint32_t Choice = 0; Choice < Old.Choice; ++Choice)
      Instead(Choice, Old.After);
    return tryAll(Changed) != None;
  }
  for (uint32_t Thread : threads())
    if (Thread != Old.Choice)
      Instead(Thread, Old.After);
  uint64_t End = operationsOf(Old.Thread);
  for (uint64_t By = 1; By <= std::max(Old.After, End);
       By = By < NearPositions ? By + 1 : 2 * By) {
    if (Old.After + By <= End)
      Instead(Old.Choice, Old.After + By);
    if (By <= Old.After)
      Instead(Old.Choice, Old.After - By);
  }
  return tryAll(Changed) != None;
}

//===----------------------------------------------------------------------===//
// One for two
//===----------------------------------------------------------------------===//

/// Each moment of each thread at which another could go on.
std::vector<Deviation> Shrinker::possibleSwitches() const {
  std::vector<Deviation> All;
  std::vector<uint32_t> Threads = threads();
  for (uint32_t From : Threads) {
    uint64_t End = operationsOf(From);
    for (uint64_t After = 0; After <= End; ++After)
      for (uint32_t To : Threads)
        if (To != From)
          All.push_back({From, To, After});
  }
  return All;
}

/// What leads from three switches to two others that are not among them: no
/// single change does.
bool Shrinker::replacePairs(uint64_t MostCandidates) {
  uint64_t Preemptions = Best.Cost.Preemptions;
  size_t Size = deviations().size();
  if (Preemptions < 2 || Preemptions > MostPreemptionsInPairs ||
      MostCandidates == 0)
    return false;
  std::vector<Deviation> Switches = possibleSwitches();
  uint64_t Whole = Size * (Size - 1) / 2 * Switches.size();
  uint64_t Stride = (Whole + MostCandidates - 1) / MostCandidates;
  Candidates Changed;
  uint64_t Number = 0;
  for (size_t First = 0; First < Size; ++First)
    for (size_t Second = First + 1; Second < Size; ++Second) {
      Plan Rest = without(Second, 1);
      Rest.Deviations.erase(Rest.Deviations.begin() + ptrdiff_t(First));
      for (const Deviation &New : Switches) {
        if (Number++ % Stride)
          continue;
        if (std::any_of(Rest.Deviations.begin(), Rest.Deviations.end(),
                        [&](const Deviation &D) { return D.isAt(New); }))
          continue;
        Changed.push_back(Rest);
        Changed.back().Deviations.push_back(New);
      }
    }
  return tryAll(Changed) != None;
}
