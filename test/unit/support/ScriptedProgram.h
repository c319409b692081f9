//===- ScriptedProgram.h - Threads that are lists of operations -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For tests of the pure folders: a program whose threads are lists of
// operations, and just enough of an engine to run a strategy over it, at some
// millions of decisions per second.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_SCRIPTEDPROGRAM_H
#define LOCKSTEP_TEST_SUPPORT_SCRIPTEDPROGRAM_H

#include "event/Decision.h"
#include "sched/Strategy.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace lockstep::scripted {

/// One operation of a script and what the program does with it.
struct Instruction {
  Operation Op;
  ThreadId Target;           ///< of ThreadCreate and ThreadJoin
  bool RepeatsUntil = false; ///< a load that is performed until it reads…
  uint64_t Wanted = 0;       ///< … this
};

/// The operations of one thread, in order, each at a site of its own unless two
/// threads run the same code. Variables, mutexes and threads are
/// small numbers; a variable and a mutex may have the same one. Variables begin
/// with 0.
class Script {
public:
  Script &read(unsigned Variable);
  Script &write(unsigned Variable, uint64_t Value = 1);
  Script &lock(unsigned Mutex);
  Script &unlock(unsigned Mutex);
  /// \p Thread is born. It can go on at once.
  Script &spawn(unsigned Thread);
  Script &join(unsigned Thread);
  /// An operation that commutes with everything.
  Script &local();
  Script &yield();
  /// Reads until the value is \p Value and gives way after each other value.
  Script &spinUntil(unsigned Variable, uint64_t Value);

  /// Threads with the same number run the same code: their instructions have
  /// the same sites.
  Script &code(uint32_t Number);

  std::vector<Instruction> Instructions;

private:
  static constexpr uint32_t SitesPerCode = 1000;
  uint32_t FirstSite = 0;
  Script &add(OpKind Kind, ObjectId Object, uint64_t Argument = 0);
};

/// Threads by number. A thread that nobody spawns exists from the beginning.
class Program {
public:
  /// The script of \p Thread; threads up to it come into being.
  Script &thread(unsigned Thread);
  const Script &script(ThreadId Thread) const;
  unsigned threadCount() const { return unsigned(Scripts.size()); }
  /// The instructions of all threads.
  unsigned length() const;
  bool isSpawned(ThreadId Thread) const;

private:
  std::deque<Script> Scripts;
};

/// Each of \p Threads writes variable 0 \p Steps times.
Program writers(unsigned Threads, unsigned Steps);

/// How far an execution of a program has come. A copy goes on by itself.
class State {
public:
  /// \p Of must outlive the state.
  explicit State(const Program &Of);

  /// Threads whose next instruction can be performed, ascending.
  const std::vector<ThreadId> &enabled() const { return Enabled; }
  /// The next instruction by thread; null for finished and unborn threads.
  const std::vector<const Operation *> &pending() const { return Pending; }
  bool finished() const;

  struct Effect {
    ThreadId Born;        ///< by this instruction, else invalid
    bool GaveWay = false; ///< it yielded, or read what it does not wait for
  };
  /// Performs the next instruction of \p Thread, which must be enabled.
  Effect perform(ThreadId Thread);

private:
  const Instruction *next(ThreadId Thread) const;
  bool canGoOn(ThreadId Thread) const;
  void refresh();

  const Program *Of;
  std::vector<uint32_t> Position; ///< by thread
  std::vector<bool> Alive;        ///< by thread: born
  std::vector<uint64_t> Values;   ///< by object: variable, or holder + 1
  std::vector<ThreadId> Enabled;
  std::vector<const Operation *> Pending;
};

/// What happened in one execution.
struct Execution {
  std::vector<ThreadId> Schedule; ///< which thread at each step
  uint64_t Choices = 0;           ///< steps with more than one enabled thread
  std::vector<Decision> Decisions;
  std::vector<uint16_t> Parents;   ///< by thread id
  std::vector<uint64_t> Addresses; ///< by object id
  bool Deadlock = false;
  bool StepLimit = false;

  /// "0110…": one digit per step, for programs of up to ten threads.
  std::string text() const;
  /// At which step \p Thread performed something for the time number \p Nth,
  /// from 0; the length of the schedule when it did not.
  size_t stepOf(unsigned Thread, unsigned Nth) const;
};

/// Plays executions of one program one after another.
class Executor {
public:
  /// \p Of must outlive the executor.
  explicit Executor(const Program &Of, uint64_t MaxSteps = 100000);

  /// Lets \p Chooser choose one execution. Valid until the next call.
  const Execution &run(Strategy &Chooser, const ExecutionStart &Start);

private:
  void note(const Operation &Op);

  const State Beginning;
  uint64_t MaxSteps;
  Execution Last;
};

} // namespace lockstep::scripted

#endif
