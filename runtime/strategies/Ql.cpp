//===- Ql.cpp - The strategy ql: learns where it has been -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// S. Mukherjee, P. Deligiannis, A. Biswas, A. Lal, "Learning-Based Controlled
// Concurrency Testing", OOPSLA 2020: Q-learning without a goal. Every step
// costs something, so that the program is driven to where it has been less.
//
// A state is what the program has read so far: the sum of the hashes of all
// reads-from pairs that happened, as M. Wolff et al. ("Greybox Fuzzing for
// Concurrency Testing", ASPLOS 2024) define it when they compare with it. An
// action is a thread. Each state s and action a has a value Q(s, a), at first
// 0. A thread goes on with a probability proportional to exp(Q(s, thread)).
// After an execution, for each of its steps from s by a to s', from the first
// to the last:
//
//   Q(s, a) = (1 - 0.3) Q(s, a) + 0.3 (-visits(s') + 0.7 max over b of Q(s',
//   b))
//
// where visits(s') is how often any step of the campaign led to s', this one
// included. The numbers and the growing cost are those of the authors' tool,
// Coyote; the paper's cost is 1.
//
// Deviations:
// - The paper hashes what the user's program says its state is, or what each of
//   its machines is about to do; a C program says nothing.
// - The maximum is over the actions that were tried in s'. What else could have
//   gone on there is not known when the execution is over.
// - Learning happens when a batch of executions is over, not after each one, so
//   that schedules do not depend on how many run side by side.
// - A thread that gave way does not go on at the next choice.
// - No more than a million states are kept; then no new ones are learnt.
//
// Specified: a decision with one enabled thread draws nothing. In a state that
// is not known, below(enabled threads) names the position among them, those
// that did not just give way. Else one next(), whose upper 53 bits are a number
// u from 0 to 1, names the first thread, ascending, at which the sum of the
// weights is above u times their total. A weight is exp(Q - the highest Q of
// the enabled), computed from additions and multiplications alone, which give
// the same on all machines.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "sched/ReadsFrom.h"
#include "sched/ThreadKeys.h"
#include "strategies/Algorithms.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

using namespace lockstep;

namespace {
constexpr double LearningRate = 0.3, Discount = 0.7;
constexpr size_t MostStates = size_t(1) << 20;

/// e to the power of \p X, which is not positive: the power series at X / 1024,
/// squared ten times.
double exponential(double X) {
  if (X < -700)
    return 0;
  double Small = X / 1024, Term = 1, Sum = 1;
  for (int I = 1; I <= 6; ++I)
    Sum += Term *= Small / I;
  for (int I = 0; I < 10; ++I)
    Sum *= Sum;
  return Sum;
}

class Ql final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Keys.begin();
    Reads.begin();
    Now = 0;
    Yielded = ThreadId();
    Weights.assign(1, 0);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Keys.created(Child, Parent);
    Weights.push_back(0);
  }

  ThreadId pick(const SchedulerView &View) override;

  void executed(ThreadId Thread, const Operation &Done,
                const SchedulerView &) override {
    if (operationAccess(Done.Kind) == Access::None || !Done.Object.isValid() ||
        !Done.Site.isValid())
      return;
    if (readsObject(Done.Kind))
      Now += readsFromHash(Done.Site, Reads.lastWriter(Done.Object).Site);
    if (writesObject(Done.Kind))
      Reads.wrote(Done.Object, Done.Site, Thread);
  }

  void gaveWay(ThreadId Thread) override { Yielded = Thread; }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

  bool wantsPath() const override { return true; }
  void learn(const Observation &Seen) override;

private:
  struct Action {
    uint64_t Thread; ///< key
    double Value;
  };
  struct State {
    uint64_t Visits = 0;
    std::vector<Action> Tried;

    double valueOf(uint64_t Thread) const {
      for (const Action &Each : Tried)
        if (Each.Thread == Thread)
          return Each.Value;
      return 0;
    }
    double &value(uint64_t Thread) {
      for (Action &Each : Tried)
        if (Each.Thread == Thread)
          return Each.Value;
      return Tried.emplace_back(Action{Thread, 0}).Value;
    }
    double best() const {
      double Best = Tried.empty() ? 0 : Tried[0].Value;
      for (const Action &Each : Tried)
        Best = std::max(Best, Each.Value);
      return Best;
    }
  };

  /// Null when there are too many states already.
  State *stateFor(uint64_t Hash) {
    auto Found = States.find(Hash);
    if (Found != States.end())
      return &Found->second;
    return States.size() < MostStates ? &States[Hash] : nullptr;
  }
  ThreadId anyWilling(const SchedulerView &View, ThreadId Not);

  std::unordered_map<uint64_t, State> States; ///< by hash; what was learnt

  // Of the execution that runs.
  Random Numbers{0};
  ThreadKeys Keys;
  ReadsFrom Reads;
  uint64_t Now = 0;            ///< hash of the state
  ThreadId Yielded;            ///< who gave way since the last decision
  std::vector<double> Weights; ///< by place among the enabled
};

ThreadId Ql::anyWilling(const SchedulerView &View, ThreadId Not) {
  auto Place = std::find(View.Enabled.begin(), View.Enabled.end(), Not);
  if (Place == View.Enabled.end())
    return View.Enabled[Numbers.below(uint32_t(View.Enabled.size()))];
  uint32_t I = Numbers.below(uint32_t(View.Enabled.size() - 1));
  return View.Enabled[I + (I >= uint32_t(Place - View.Enabled.begin()))];
}

ThreadId Ql::pick(const SchedulerView &View) {
  ThreadId Not = Yielded;
  Yielded = ThreadId();
  size_t Count = View.Enabled.size();
  if (Count == 1)
    return View.Enabled[0];
  auto Known = States.find(Now);
  if (Known == States.end())
    return anyWilling(View, Not);
  double Best = 0, Total = 0;
  bool First = true;
  for (size_t I = 0; I < Count; ++I) {
    Weights[I] = Known->second.valueOf(Keys[View.Enabled[I]]);
    if (View.Enabled[I] == Not)
      continue;
    Best = First ? Weights[I] : std::max(Best, Weights[I]);
    First = false;
  }
  for (size_t I = 0; I < Count; ++I) {
    bool Willing = View.Enabled[I] != Not;
    Weights[I] = Willing ? exponential(Weights[I] - Best) : 0;
    Total += Weights[I];
  }
  double Drawn = double(Numbers.next() >> 11) * 0x1p-53 * Total;
  size_t Chosen = 0, Last = 0;
  for (double Sum = 0; Chosen < Count; ++Chosen) {
    if (Weights[Chosen] > 0)
      Last = Chosen;
    if ((Sum += Weights[Chosen]) > Drawn)
      break;
  }
  // Rounding may leave the sum at what was drawn.
  return View.Enabled[Chosen < Count ? Chosen : Last];
}

void Ql::learn(const Observation &Seen) {
  for (size_t I = 0; I + 1 < Seen.Path.size(); ++I) {
    const PathStep &Step = Seen.Path[I];
    State *To = stateFor(Seen.Path[I + 1].State);
    State *From = stateFor(Step.State);
    if (!To || !From)
      continue;
    double Future = double(++To->Visits) * -1 + Discount * To->best();
    double &Value = From->value(Step.Thread);
    Value = (1 - LearningRate) * Value + LearningRate * Future;
  }
}
} // namespace

std::unique_ptr<Strategy> lockstep::makeQl(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Ql>();
}
