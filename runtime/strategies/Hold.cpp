//===- Hold.cpp - The strategy hold: one site waits for all else ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Our own. Each execution holds at one site: a thread whose pending operation
// is there waits for as long as any other can go on. The others, and those that
// are held when nobody else is left, are ordered as by urw.
//
// What it is made of:
// - B. Ozkan, R. Majumdar, S. Oraee, "Trace Aware Random Testing for
//   Distributed Systems", OOPSLA 2019: a priority has to change only where
//   something conflicts. Here the place is a site and not an event, as in the
//   constraints of rff, so that a hundred threads are held as easily as one and
//   the number of places does not grow with the length of the execution.
// - urw for everything else (H. Zhao et al., ASPLOS 2025).
// - Sampling without replacement: sites take turns, the one with the fewest
//   first, instead of being drawn. Where one of n sites is the right one, it
//   comes after (n + 1) / 2 executions on average and not after n.
//
// Sites are those that conflicted in some execution so far. What changes memory
// or takes something (a lock, a message) is held before what reads or gives.
// "No site" has turns, too, half as many, in which the execution is one of urw.
//
// A thread that gave way waits with those that are held: it may spin for what
// one of them does. All of them go on once as many decisions were made while
// somebody was held as the first execution had, in case that the others poll in
// a way that nobody recognizes.
//
// Specified: within a batch of executions, execution number i has the i-th site
// of the order; decisions draw as those of urw do. The order is by turns had so
// far, then by kind, then by a hash of the site and the first execution's seed.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "sched/ThreadSet.h"
#include "strategies/Algorithms.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace lockstep;

namespace {
class Hold final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Held = siteFor(Start.Iteration, Start.Known.Executions);
    Patience = std::max(LeastPatience, FirstLength);
    Looked.clear();
    Waiting.clear();
    for (ThreadSet *Of : {&Looked, &Waiting, &Free})
      Of->reserve(MainThread);
    FreeList.reserve(1);
    Base->begin(Start);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    for (ThreadSet *Of : {&Looked, &Waiting, &Free})
      Of->reserve(Child);
    FreeList.reserve(Child.index() + 1u);
    Base->threadCreated(Child, Parent);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (!Held.isValid() || View.Enabled.size() == 1 || !Patience)
      return Base->pick(View);
    look(View);
    Free.assign(View.EnabledSet, Waiting.words());
    FreeList.clear();
    for (size_t I = 0; I < Free.words().size(); ++I)
      forEachIn(Free.words()[I], I,
                [this](ThreadId Thread) { FreeList.push_back(Thread); });
    if (FreeList.empty() || FreeList.size() == View.Enabled.size())
      return Base->pick(View);
    --Patience;
    SchedulerView Rest = View;
    Rest.Enabled = FreeList;
    Rest.EnabledSet = Free.words();
    return Base->pick(Rest);
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Looked.erase(Thread);
    Waiting.erase(Thread);
    Base->executed(Thread, Performed, View);
  }

  void gaveWay(ThreadId Thread) override {
    Looked.insert(Thread);
    Waiting.insert(Thread);
    Base->gaveWay(Thread);
  }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    return Base->chooseValue(Thread, Reason, Bound);
  }

  void learn(const Observation &Seen) override {
    if (SiteId Site = siteFor(Seen.Iteration, Seen.Known); Site.isValid())
      ++Sites[Site].Turns;
    else
      ++Unheld;
    note(Seen);
  }

  void learnFromOther(const Observation &Seen) override { note(Seen); }

  /// Puts the sites that are known now in order.
  void endBatch() override {
    std::vector<std::tuple<uint64_t, uint64_t, SiteId>> Ranks;
    if (!Sites.empty())
      Ranks.push_back({4 * Unheld + 2, 0, SiteId()});
    for (const auto &[Site, Of] : Sites) {
      uint64_t Hash = Salt ^ (Site.Value * 0xD1342543DE82EF95ull);
      Ranks.push_back({2 * Of.Turns + !Of.Changes, splitMix64(Hash), Site});
    }
    std::sort(Ranks.begin(), Ranks.end());
    Order.clear();
    for (const auto &[Rank, Hash, Site] : Ranks)
      Order.push_back(Site);
  }

private:
  /// Decisions with somebody held that an execution always has.
  static constexpr uint64_t LeastPatience = 4096;

  /// Finds out which of the pending operations that are new are held.
  void look(const SchedulerView &View) {
    for (size_t I = 0; I < View.EnabledSet.size(); ++I)
      forEachIn(View.EnabledSet[I] & ~wordOf(Looked.words(), I), I,
                [&](ThreadId Thread) {
                  Looked.insert(Thread);
                  if (View.pending(Thread).Site == Held)
                    Waiting.insert(Thread);
                });
  }

  SiteId siteFor(uint64_t Iteration, uint64_t Known) const {
    return Order.empty() ? SiteId() : Order[(Iteration - Known) % Order.size()];
  }

  void note(const Observation &Seen) {
    if (Seen.Iteration == 0) {
      Salt = Seen.Seed;
      FirstLength = Seen.Steps;
    }
    for (SiteId Site : Seen.Conflicting)
      Sites[Site];
    for (SiteId Site : Seen.Changing)
      Sites[Site].Changes = true;
    Base->learnFromOther(Seen);
  }

  std::unique_ptr<Strategy> Base = makeUrw({});

  // What was learnt.
  struct KnownSite {
    uint64_t Turns = 0;
    bool Changes = false; ///< memory, or takes something
  };
  std::map<SiteId, KnownSite> Sites;  ///< those that conflicted
  uint64_t Unheld = 0;                ///< turns that had no site
  uint64_t Salt = 0, FirstLength = 0; ///< seed and steps of the first execution
  std::vector<SiteId> Order; ///< who is held next; empty: nothing is known

  // The execution's.
  SiteId Held;
  uint64_t Patience = 0; ///< decisions left with somebody held
  ThreadSet Looked;  ///< it is known whether their pending operation is held
  ThreadSet Waiting; ///< it is, or they gave way
  ThreadSet Free;    ///< enabled, and not waiting: scratch of pick()
  std::vector<ThreadId> FreeList; ///< the same
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeHold(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Hold>();
}
