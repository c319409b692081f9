//===- World.h - An execution of the engine with scripted threads ---*- C++
//-*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine's owner in tests: threads are coroutines, primitives exist only as
// the engine's models of them.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_ENGINE_WORLD_H
#define LOCKSTEP_TEST_ENGINE_WORLD_H

#include "engine/Engine.h"
#include "engine/Task.h"

#include <deque>
#include <functional>
#include <map>
#include <string>

namespace lockstep::scripted {

/// Chooses the threads of a list, as far as it goes and they are enabled, then
/// always the first. Values come from a list of their own, then are 0.
class Listed : public Strategy {
public:
  explicit Listed(std::vector<uint32_t> Threads = {},
                  std::vector<uint32_t> Values = {});
  void begin(const ExecutionStart &Start) override {}
  ThreadId pick(const SchedulerView &View) override;
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override;
  void gaveWay(ThreadId Thread) override { ++GaveWay[Thread.Value]; }

  std::map<uint32_t, unsigned> GaveWay; ///< how often, by thread

private:
  std::vector<uint32_t> Threads, Values;
  size_t NextThread = 0, NextValue = 0;
};

/// One execution. Objects are named by small addresses; memory that the threads
/// load and store is a map.
class World : EventSink {
public:
  using Body = std::function<Task()>;

  /// \p Script: replays these decisions; \p Chooser then decides nothing.
  explicit World(Strategy &Chooser, const EngineLimits &Limits = {},
                 const std::vector<Decision> *Script = nullptr,
                 StateProbe *Probe = nullptr, size_t LogSize = 100000,
                 Verifier::Beyond Then = Verifier::Beyond::Diverge);

  /// Runs \p Main and all that it spawns, to the end.
  OutcomeKind run(Body Main);

  /// \name Operations, for co_await
  /// The result is 1, or 0 where a deadline came first.
  /// @{
  Task spawn(Body Of); ///< the result is the thread's number
  Task join(uint32_t Thread, uint64_t Deadline = NoDeadline);
  Task act(OpKind Kind, uint64_t Address, uint64_t Deadline = NoDeadline);
  Task tryTo(OpKind Kind, uint64_t Address, OpKind Waiting);
  Task lock(uint64_t Mutex) { return act(OpKind::MutexLock, Mutex); }
  Task unlock(uint64_t Mutex) { return act(OpKind::MutexUnlock, Mutex); }
  Task wait(uint64_t Condition, uint64_t Mutex, uint64_t Deadline = NoDeadline);
  Task signal(uint64_t Condition);
  Task broadcast(uint64_t Condition);
  Task park(uint64_t Futex, uint32_t Mask = ~0u);
  Task wake(uint64_t Futex, uint32_t Count, uint32_t Mask = ~0u);
  Task awaitDescriptor(uint64_t Descriptor, uint64_t Deadline = NoDeadline);
  Task load(uint64_t Address, uint32_t Site = 0); ///< the result is the value
  Task store(uint64_t Address, int Value, uint32_t Site = 0);
  Task sleepUntil(uint64_t Time);
  Task yield();
  /// Begins an initializer that runs once; the result is whether it shall run.
  Task begin(OpKind Kind, uint64_t Address, bool IsDone);
  /// @}

  Object &object(uint64_t Address, ObjectKind Kind) {
    return E.object(E.objectAt(Address, Kind));
  }
  Engine &engine() { return E; }
  Verifier &script() { return Verify; }
  std::vector<Decision> decisions() const {
    return {Log.begin(), Log.begin() + ptrdiff_t(Count.Decisions)};
  }
  const Counters &counters() const { return Count; }
  const std::vector<Event> &events() const { return Events; }
  /// The scheduled threads as digits, "0011".
  std::string schedule() const;

private:
  struct Reach {
    World &W;
    Operation &Op;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> Self);
    bool await_resume() { return !W.E.timedOut(); }
  };
  struct ScriptedThread {
    Body Of; ///< keeps what the coroutine refers to
    Task Whole;
    std::coroutine_handle<> Next;
    bool Started = false;
  };

  void event(const Event &What) override { Events.push_back(What); }
  Operation operation(OpKind Kind, uint64_t Address, uint64_t Deadline);
  Reach reach(Operation &Op) { return {*this, Op}; }
  Task wholeThread(const Body &Of);
  void add(Body Of);

  std::vector<Decision> Log;
  std::vector<uint32_t> Learnt;
  Counters Count;
  std::vector<Event> Events;
  Recorder Record;
  Verifier Verify;
  Engine E;
  std::deque<ScriptedThread> Threads;
  std::map<uint64_t, int> Memory;
};

} // namespace lockstep::scripted

#endif
