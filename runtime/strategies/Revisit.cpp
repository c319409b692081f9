//===- Revisit.cpp - The strategy revisit: back to a rare state -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Our own. Three executions in four go back to a state that was seldom seen, by
// the decisions that led there once, and on from there as pos would; the fourth
// is one of pos from the beginning.
//
// What it is made of:
// - A. Ecoffet, J. Huizinga, J. Lehman, K. O. Stanley, J. Clune: "First return,
//   then explore", Nature 590, 2021: remember what was reached and how, and
//   explore from there instead of hoping to come by again. A bug that takes ten
//   unlikely orders in a row takes ten likely finds.
// - pos for everything else (X. Yuan et al., CAV 2018).
// - A state is which site wrote every object last and which site every thread
//   is at (explore/ProgramStates.h), without values.
//
// Specified: with the stream of Random(seed ^ Salt), below(4) names the fourth
// by 0; else sixteen times below(states) draws a state, and of these the one
// that was reached and gone back to least is chosen, the first of equals.
// States and counts are those of complete batches of executions. Decisions draw
// as those of pos do.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Continuation.h"
#include "strategies/StateArchive.h"
#include "trace/SiteMatch.h"

#include <optional>

using namespace lockstep;

namespace {
constexpr uint64_t Salt = 0x7265766973697400;

class Revisit final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    uint32_t State = stateFor(Start.Seed);
    Way.reset();
    Script = Known.wayTo(State);
    if (State != StateArchive::None)
      Way.emplace(Script, NoCounterpart, *Base, Far);
    active().begin(Start);
  }
  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Base->threadCreated(Child, Parent);
  }
  ThreadId pick(const SchedulerView &View) override {
    return active().pick(View);
  }
  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Base->executed(Thread, Performed, View);
  }
  void gaveWay(ThreadId Thread) override { Base->gaveWay(Thread); }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    return active().chooseValue(Thread, Reason, Bound);
  }

  bool wantsSchedule() const override { return true; }
  void learn(const Observation &Seen) override {
    Known.add(Seen, stateFor(Seen.Seed));
  }
  void learnFromOther(const Observation &Seen) override {
    Known.add(Seen, StateArchive::None);
  }
  void endBatch() override { Known.settle(); }

private:
  Strategy &active() { return Way ? static_cast<Strategy &>(*Way) : *Base; }

  uint32_t stateFor(uint64_t Seed) const {
    Random Numbers(Seed ^ Salt);
    return Numbers.below(4) ? Known.choose(Numbers) : StateArchive::None;
  }

  std::unique_ptr<Strategy> Base = makePos({});
  StateArchive Known;

  // The execution's.
  std::vector<Decision> Script;
  std::optional<Continuation> Way; ///< follows Script; none: from the beginning
  Continuation::Progress Far = {};
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeRevisit(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Revisit>();
}
