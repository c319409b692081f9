//===- Plugin.cpp - Strategies that users write ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the table of C functions that a plug-in gives to a Strategy. What it
// answers is checked here: a plug-in that breaks the rules ends the campaign
// with its name, and not with a failure of the engine.
//
//===----------------------------------------------------------------------===//

#include "strategies/Plugin.h"

#include "base/Random.h"
#include "sched/ThreadKeys.h"
#include "strategies/Turns.h"
#include "trace/Text.h"

#include <algorithm>
#include <cstring>

using namespace lockstep;

static_assert(lockstep_value_interrupt + 1 == ValueReasonCount,
              "strategy.h names them all");

namespace {
uint32_t number(uint64_t Of) { return uint32_t(Of); }

lockstep_operation describe(const Operation &Op) {
  lockstep_operation C = {};
  C.kind = uint8_t(Op.Kind);
  C.access = uint8_t(operationAccess(Op.Kind));
  C.order = Op.Order;
  C.rmw = Op.Rmw;
  C.flags = Op.Flags;
  C.size = Op.Size;
  C.site = Op.Site.Value;
  C.object = Op.Object.Value;
  C.second = Op.Second.Value;
  C.address = Op.Address;
  C.argument = Op.Argument;
  C.deadline = Op.Deadline;
  return C;
}

Operation operationOf(const lockstep_operation &C) {
  Operation Op;
  Op.Kind = C.kind < OpKindCount ? OpKind(C.kind) : OpKind::None;
  Op.Size = C.size;
  Op.Object = ObjectId(C.object);
  Op.Second = ObjectId(C.second);
  Op.Address = C.address;
  return Op;
}

/// The functions of a plug-in as messages name them.
struct FunctionNames {
  explicit FunctionNames(const std::string &Plugin)
      : Create(Plugin + ": its create()"), Begin(Plugin + ": its begin()"),
        Pick(Plugin + ": its pick()"),
        ThreadCreated(Plugin + ": its thread_created()"),
        Executed(Plugin + ": its executed()"),
        GaveWay(Plugin + ": its gave_way()"),
        ChooseValue(Plugin + ": its choose_value()"),
        Learn(Plugin + ": its learn()") {}

  const std::string Create, Begin, Pick, ThreadCreated, Executed, GaveWay,
      ChooseValue, Learn;
};

/// While it lives, code of the plug-in runs.
class Inside {
public:
  Inside(const PluginSurroundings &Around, const std::string &What)
      : Around(Around) {
    Around.Called(What.c_str());
  }
  ~Inside() { Around.Back(); }
  Inside(const Inside &) = delete;

private:
  const PluginSurroundings &Around;
};

class PluginStrategy final : public Strategy {
public:
  PluginStrategy(const lockstep_strategy &Table, const std::string &Name,
                 const PluginSurroundings &Around)
      : Call(Table), Name(Name), Functions(Name), Around(Around),
        Host{LOCKSTEP_STRATEGY_ABI,
             sizeof(lockstep_host),
             pending,
             dependent,
             threadKey,
             Around.Site,
             random,
             below} {}

  /// \returns an error when the plug-in refuses.
  Status create(const PluginSpec &Spec) {
    std::vector<lockstep_parameter> Parameters;
    for (const auto &[Key, Value] : Spec.Parameters)
      Parameters.push_back({Key.c_str(), Value.c_str()});
    char Reason[512] = "";
    {
      Inside Now(Around, Functions.Create);
      Self = Call.create(&Host, Parameters.data(), Parameters.size(), Reason,
                         sizeof Reason);
    }
    if (Self)
      return success();
    Reason[sizeof Reason - 1] = 0;
    return Error{Name + " cannot be used: " +
                 (Reason[0] ? printable(Reason)
                            : "its create() returned NULL and gave no reason")};
  }

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Keys.begin();
    const Knowledge &Known = Start.Known;
    lockstep_execution C = {
        Start.Seed,     Start.Iteration,  asC(Numbers),     Known.Executions,
        Known.MaxSteps, Known.MaxChoices, Known.MaxThreads, 0};
    Inside Now(Around, Functions.Begin);
    Call.begin(Self, &C);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Keys.created(Child, Parent);
    if (!Call.thread_created)
      return;
    Inside Now(Around, Functions.ThreadCreated);
    Call.thread_created(Self, Child.Value, Parent.Value);
  }

  ThreadId pick(const SchedulerView &View) override {
    State Now{View, Keys};
    lockstep_view C = viewOf(Now);
    ThreadId Chosen = askFor(C);
    if (!isEnabled(View.Enabled, Chosen)) [[unlikely]]
      refuse(Chosen, View);
    return Chosen;
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    if (!Call.executed)
      return;
    State Now{View, Keys};
    lockstep_view C = viewOf(Now);
    lockstep_operation Op = describe(Performed);
    Inside Code(Around, Functions.Executed);
    Call.executed(Self, Thread.Value, &Op, &C);
  }

  void gaveWay(ThreadId Thread) override {
    if (!Call.gave_way)
      return;
    Inside Now(Around, Functions.GaveWay);
    Call.gave_way(Self, Thread.Value);
  }

  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    if (!Call.choose_value)
      return Numbers.below(Bound);
    uint32_t Value = askFor(Thread, Reason, Bound);
    if (Value >= Bound)
      Around.Fail(Name + ": its choose_value() answered " +
                  std::to_string(Value) + " where a number below " +
                  std::to_string(Bound) + " was asked for");
    return Value;
  }

  void learn(const Observation &Seen) override;
  bool wantsPath() const override { return Call.learn && Call.wants_path; }

private:
  /// What lockstep_view::state points to.
  struct State {
    const SchedulerView &View;
    const ThreadKeys &Keys;
  };

  static const State &stateOf(const lockstep_view *View) {
    return *static_cast<const State *>(View->state);
  }
  static lockstep_view viewOf(const State &Now) {
    const SchedulerView &View = Now.View;
    static_assert(sizeof(ThreadId) == sizeof(uint32_t));
    return {&View.Enabled.data()->Value,
            number(View.Enabled.size()),
            number(View.Pending.size()),
            View.Current.Value,
            0,
            View.Step,
            &Now};
  }

  static lockstep_random *asC(Random &Of) {
    return reinterpret_cast<lockstep_random *>(&Of);
  }
  static Random &fromC(lockstep_random *Of) {
    return *reinterpret_cast<Random *>(Of);
  }

  // The host's functions.
  static int pending(const lockstep_view *View, uint32_t Thread,
                     lockstep_operation *Into) {
    const SchedulerView &Now = stateOf(View).View;
    if (Thread >= Now.Pending.size() || !Now.Pending[Thread])
      return 0;
    *Into = describe(*Now.Pending[Thread]);
    return 1;
  }
  static int dependent(const lockstep_operation *A,
                       const lockstep_operation *B) {
    return lockstep::dependent(operationOf(*A), operationOf(*B));
  }
  static uint64_t threadKey(const lockstep_view *View, uint32_t Thread) {
    const ThreadKeys &Keys = stateOf(View).Keys;
    return Thread < Keys.size() ? Keys[ThreadId(Thread)] : 0;
  }
  static uint64_t random(lockstep_random *Generator) {
    return fromC(Generator).next();
  }
  static uint32_t below(lockstep_random *Generator, uint32_t Bound) {
    return Bound ? fromC(Generator).below(Bound) : 0;
  }

  ThreadId askFor(const lockstep_view &View) const {
    Inside Now(Around, Functions.Pick);
    return ThreadId(Call.pick(Self, &View));
  }
  uint32_t askFor(ThreadId Thread, ValueReason Reason, uint32_t Bound) const {
    Inside Now(Around, Functions.ChooseValue);
    return Call.choose_value(Self, Thread.Value, uint32_t(Reason), Bound);
  }
  void refuse(ThreadId Chosen, const SchedulerView &View) const;

  const lockstep_strategy Call;
  const std::string Name; ///< "plug-in './libmine.so'"
  const FunctionNames Functions;
  const PluginSurroundings Around;
  const lockstep_host Host;
  void *Self = nullptr;
  Random Numbers{0};
  ThreadKeys Keys;
};

void PluginStrategy::refuse(ThreadId Chosen, const SchedulerView &View) const {
  constexpr size_t Shown = 16;
  std::string Could;
  for (size_t I = 0; I < std::min(View.Enabled.size(), Shown); ++I)
    Could += (I ? ", " : "") + std::to_string(View.Enabled[I].Value);
  if (View.Enabled.size() > Shown)
    Could += ", …";
  bool Born = Chosen.index() < View.Pending.size();
  Around.Fail(Name + ": its pick() answered thread " +
              std::to_string(Chosen.Value) + " at decision " +
              std::to_string(View.Step) +
              (!Born                           ? ", which does not exist"
               : !View.Pending[Chosen.index()] ? ", which has finished"
                                               : ", which cannot go on now") +
              "; it must answer one of view->enabled: " + Could);
}

void PluginStrategy::learn(const Observation &Seen) {
  if (!Call.learn)
    return;
  lockstep_observation C = {};
  C.iteration = Seen.Iteration;
  C.seed = Seen.Seed;
  C.steps = Seen.Steps;
  C.choices = Seen.Choices;
  C.fingerprint = Seen.Fingerprint;
  C.known = Seen.Known;
  C.failed = Seen.Failed;
  auto Give = [](const auto &From, auto *&Begin, size_t &Count) {
    using To = std::remove_reference_t<decltype(*Begin)>;
    static_assert(sizeof(To) == sizeof(From[0]));
    Begin = reinterpret_cast<To *>(From.data());
    Count = From.size();
  };
  Give(Seen.Threads, C.threads, C.thread_count);
  Give(Seen.Uses, C.uses, C.use_count);
  Give(Seen.ReadsFrom, C.reads_from, C.reads_from_count);
  Give(Seen.Possible, C.possible, C.possible_count);
  Give(Seen.Reached, C.reached, C.reached_count);
  Give(Seen.Conflicting, C.conflicting, C.conflicting_count);
  Give(Seen.Path, C.path, C.path_count);
  Inside Now(Around, Functions.Learn);
  Call.learn(Self, &C);
}
} // namespace

Result<std::unique_ptr<Strategy>>
lockstep::makePluginStrategy(const lockstep_strategy *Table,
                             const PluginSpec &Spec,
                             const PluginSurroundings &Around) {
  std::string Name = "plug-in '" + printable(Spec.Path) + "'";
  if (!Table)
    return Error{Name + ": its lockstep_strategy_plugin() returned NULL"};
  if (Table->abi != LOCKSTEP_STRATEGY_ABI)
    return Error{Name + " was built for version " + std::to_string(Table->abi) +
                 " of lockstep/strategy.h, and this Lockstep has version " +
                 std::to_string(LOCKSTEP_STRATEGY_ABI) + "; build it again"};
  // A later header may have appended fields, which are for later runtimes.
  if (Table->size < sizeof(lockstep_strategy))
    return Error{Name + ": the size of its lockstep_strategy is " +
                 std::to_string(Table->size) + " and not " +
                 std::to_string(sizeof(lockstep_strategy)) +
                 "; set it to sizeof(lockstep_strategy)"};
  if (!Table->create || !Table->begin || !Table->pick)
    return Error{Name + " lacks one of the functions that every strategy "
                        "needs: create, begin, pick"};
  auto Made = std::make_unique<PluginStrategy>(*Table, Name, Around);
  if (Status Created = Made->create(Spec); !Created)
    return Error{Created.error()};
  return std::unique_ptr<Strategy>(std::move(Made));
}
