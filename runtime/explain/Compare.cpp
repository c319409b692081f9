//===- Compare.cpp - Where two executions differ --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Compare.h"

#include "explain/Operations.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::explain;

//===----------------------------------------------------------------------===//
// The first difference
//===----------------------------------------------------------------------===//

static const std::string *nameOf(const Trace &Of, uint32_t Object) {
  bool Named = Object < Of.Objects.size() && !Of.Objects[Object].Name.empty();
  return Named ? &Of.Objects[Object].Name : nullptr;
}

static bool sameDecision(const Matching &Both, const Decision &A,
                         const Decision &B) {
  if (Both.threadInFirst(B.thread()) != A.thread() || A.Kind != B.Kind ||
      A.Flags != B.Flags)
    return false;
  if (A.isValue())
    return A.choice() == B.choice() && A.bound() == B.bound();
  if (Both.placeInFirst(SiteId(A.Site)) != Both.placeInSecond(SiteId(B.Site)))
    return false;
  const std::string *InA = nameOf(Both.firstTrace(), A.Object);
  const std::string *InB = nameOf(Both.secondTrace(), B.Object);
  return !InA || !InB || *InA == *InB;
}

uint64_t explain::commonDecisions(const Matching &Both) {
  const std::vector<Decision> &A = Both.firstTrace().Decisions;
  const std::vector<Decision> &B = Both.secondTrace().Decisions;
  uint64_t I = 0;
  while (I < A.size() && I < B.size() && sameDecision(Both, A[I], B[I]))
    ++I;
  return I;
}

//===----------------------------------------------------------------------===//
// Reordered pairs
//===----------------------------------------------------------------------===//

namespace {
Access accessOf(const Event &E) {
  switch (partOf(E.Kind)) {
  case Part::Unlock:
  case Part::Create:
  case Part::Start:
    return Access::None;
  case Part::Memory:
    // One that failed read only.
    return writesMemory(E) ? Access::Write : Access::Read;
  default:
    return operationAccess(E.Kind);
  }
}

/// Walks the second execution and knows what comes before what in it by
/// program order and the pairs found so far.
class PairFinder {
public:
  explicit PairFinder(const Matching &Both) : Both(Both) {}
  std::vector<ReorderedPair> run();

private:
  /// By thread: how many events of the second execution, counted from its
  /// beginning, are known to come before.
  using Clock = std::vector<EventIndex>;
  struct Change {
    EventIndex Since;
    Clock Known;
  };
  /// What one thread has done to one object: of its accesses the one that
  /// comes last in the first execution.
  struct Touch {
    ThreadId Thread;
    EventIndex AnyInFirst = NoIndex, WriteInFirst = NoIndex;
  };

  void visit(EventIndex I, ObjectId Object, Access How);
  const Clock *clockAt(ThreadId Thread, EventIndex I) const;
  void addPair(EventIndex I, EventIndex InFirst, EventIndex Other);

  const Matching &Both;
  std::unordered_map<uint32_t, std::vector<Change>> Clocks; ///< by thread
  std::unordered_map<uint32_t, std::vector<Touch>> Touches; ///< by object
  std::vector<ReorderedPair> Pairs;
};
} // namespace

const PairFinder::Clock *PairFinder::clockAt(ThreadId Thread,
                                             EventIndex I) const {
  auto Found = Clocks.find(Thread.index());
  if (Found == Clocks.end())
    return nullptr;
  auto After = std::upper_bound(
      Found->second.begin(), Found->second.end(), I,
      [](EventIndex At, const Change &C) { return At < C.Since; });
  return After == Found->second.begin() ? nullptr : &std::prev(After)->Known;
}

/// \p Other, an event of the first execution, comes before event \p I of the
/// second there, and after it in the first.
void PairFinder::addPair(EventIndex I, EventIndex InFirst, EventIndex Other) {
  ThreadId Thread = Both.second()[I].Thread;
  EventIndex Before = Both.inSecond(Other);
  ThreadId By = Both.second()[Before].Thread;
  const Clock *Now = clockAt(Thread, I);
  Clock Known = Now ? *Now : Clock();
  if (By.index() < Known.size() && Known[By.index()] > Before)
    return; // follows from what is known
  Known.resize(std::max<size_t>(Known.size(), By.index() + 1u));
  if (const Clock *Earlier = clockAt(By, Before)) {
    Known.resize(std::max(Known.size(), Earlier->size()));
    for (size_t T = 0; T < Earlier->size(); ++T)
      Known[T] = std::max(Known[T], (*Earlier)[T]);
  }
  Known[By.index()] = std::max(Known[By.index()], Before + 1);
  Clocks[Thread.index()].push_back({I, std::move(Known)});
  Pairs.push_back({InFirst, Other});
}

void PairFinder::visit(EventIndex I, ObjectId Object, Access How) {
  EventIndex InFirst = Both.inFirst(I);
  if (!Object.isValid() || How == Access::None || InFirst == NoIndex)
    return;
  ThreadId Self = Both.second()[I].Thread;
  std::vector<Touch> &Of = Touches[Object.index()];
  std::vector<EventIndex> Reversed;
  Touch *Mine = nullptr;
  for (Touch &Each : Of) {
    if (Each.Thread == Self) {
      Mine = &Each;
      continue;
    }
    EventIndex Other =
        How == Access::Write ? Each.AnyInFirst : Each.WriteInFirst;
    if (Other != NoIndex && Other > InFirst)
      Reversed.push_back(Other);
  }
  if (!Mine)
    Mine = &Of.emplace_back(Touch{Self});
  auto Last = [InFirst](EventIndex &Known) {
    Known = Known == NoIndex ? InFirst : std::max(Known, InFirst);
  };
  Last(Mine->AnyInFirst);
  if (How == Access::Write)
    Last(Mine->WriteInFirst);
  // The latest in the second execution may imply the others.
  std::sort(Reversed.begin(), Reversed.end(), [&](EventIndex A, EventIndex B) {
    return Both.inSecond(A) > Both.inSecond(B);
  });
  for (EventIndex Other : Reversed)
    addPair(I, InFirst, Other);
}

std::vector<ReorderedPair> PairFinder::run() {
  for (EventIndex I = 0; I < Both.second().size(); ++I) {
    EventIndex InFirst = Both.inFirst(I);
    if (InFirst == NoIndex)
      continue;
    // Objects are those of the first execution.
    const Event &E = Both.first()[InFirst];
    visit(I, E.Object, accessOf(E));
    if (E.Kind == OpKind::FutexWait)
      visit(I, E.Second, Access::Read);
  }
  std::sort(Pairs.begin(), Pairs.end(),
            [](const ReorderedPair &A, const ReorderedPair &B) {
              return std::pair(A.EarlierInFirst, A.LaterInFirst) <
                     std::pair(B.EarlierInFirst, B.LaterInFirst);
            });
  return Pairs;
}

std::vector<ReorderedPair> explain::reorderedPairs(const Matching &Both) {
  return PairFinder(Both).run();
}
