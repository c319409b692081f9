//===- Preemption.cpp - The strategy preemption: few preemptions ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// M. Musuvathi, S. Qadeer, "Iterative Context Bounding for Systematic Testing
// of Multithreaded Programs", PLDI 2007 (CHESS): many bugs need few
// preemptions, that is, switches away from a thread that could go on. Switches
// away from one that cannot, or that gave way, are free.
//
// Deviations: CHESS enumerates the schedules without a preemption, then those
// with one, and so on, and can say that none is left. This draws one schedule
// with at most `bound` preemptions for each execution. It keeps no list, it may
// meet a schedule twice, and it never knows that it has met all; but it needs
// no program that repeats itself exactly, and a large `bound` costs nothing
// before the small ones are through.
//
// How: a number j from 0 to `bound`, then j different places among as many
// chances (choices at which the current thread could go on) as the longest
// execution so far had choices. At these it leaves the thread, for any other
// one with the same probability. Free switches go to any enabled thread, too.
// An execution has fewer chances than choices, so some places may lie beyond
// its end: the number is at most j.
//
// Guarantee: with K places, each set of j <= bound of them has the probability
// 1 / ((bound + 1) * C(K, j)) in one execution, and each of the switches 1 /
// (the number of threads it could go to).
//
// Specified: at begin(), when K > 0, below(bound + 1) is j, and then, for place
// i from 0 (j at most K), below(K - i): the position among the chances that are
// not places yet. A decision with more than one enabled thread draws only when
// it switches: a preemption below(enabled threads - 1) (Turns.h, anyBut), a
// free switch below(enabled threads).
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Turns.h"

#include <vector>

using namespace lockstep;

namespace {
class Preemption final : public Strategy {
public:
  explicit Preemption(uint32_t Bound) : Bound(Bound) {}

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Turns.begin();
    Chances = 0;
    Next = 0;
    drawPlaces(
        uint32_t(std::min<uint64_t>(Start.Known.MaxChoices, UINT32_MAX)));
  }

  ThreadId pick(const SchedulerView &View) override {
    return Turns.pick(View, Numbers, [this] { return isPlace(); });
  }

  void gaveWay(ThreadId Thread) override { Turns.gaveWay(Thread); }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  /// Whether this chance is one of the places.
  bool isPlace() {
    if (Next == Places.size() || Chances++ != Places[Next])
      return false;
    ++Next;
    return true;
  }

  void drawPlaces(uint32_t K) {
    Places.clear();
    uint32_t Count = K ? std::min(Numbers.below(Bound + 1), K) : 0;
    for (uint32_t I = 0; I < Count; ++I) {
      uint32_t Place = Numbers.below(K - I);
      auto At = Places.begin();
      for (; At != Places.end() && *At <= Place; ++At)
        ++Place; // that one is taken
      Places.insert(At, Place);
    }
  }

  const uint32_t Bound;
  Random Numbers{0};
  std::vector<uint32_t> Places; ///< chances, from 0, ascending
  size_t Next = 0;              ///< in Places
  uint32_t Chances = 0;         ///< so far in this execution
  LongTurns Turns;
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makePreemption(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] < UINT32_MAX);
  return std::make_unique<Preemption>(uint32_t(Values[0]));
}
