//===- Debugging.h - What a debugger sees of an execution -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_DEBUGGING_H
#define LOCKSTEP_PRELOAD_DEBUGGING_H

#include "base/Placement.h"
#include "preload/ExecutionArea.h"
#include "switching/Control.h"

#include <cstddef>
#include <string>
#include <vector>

extern "C" {

/// One thread, for a debugger that knows no C++: fixed offsets, C strings.
/// utils/lockstep/gdb/lockstep_schedule.py reads it.
struct lockstep_debug_thread {
  uint32_t thread;       ///< by birth
  int32_t kernel_id;     ///< 0: the process's first
  uint32_t state;        ///< a ThreadState
  uint32_t line;         ///< of the pending operation; 0 when not known
  uint32_t object;       ///< ~0: none
  uint32_t second;       ///< the mutex of a condition-variable wait; ~0: none
  const char *operation; ///< "lock"; null between two operations
  const char *file;      ///< null when not known
  const char *function;  ///< mangled; null when not known
  uint64_t place;        ///< the return address when there is no file; or 0
};

/// The execution, likewise. Its first fields never change their places.
struct lockstep_debug_state {
  uint32_t version;      ///< 1
  uint32_t thread_bytes; ///< the size of a lockstep_debug_thread
  /// Written by the debugger: lockstep_debug_step() is called at this step.
  uint64_t stop_at;
  uint64_t step; ///< index of the decision that was made last
  uint32_t thread;
  uint32_t thread_count;
  const lockstep_debug_thread *threads;
  const char *outcome; ///< "deadlock", "exit"; null until the end
  const char *detail;  ///< what was said about it, or ""
};

/// For a debugger's breakpoint: the step that it asked for is about to be
/// performed by the calling thread.
__attribute__((noinline)) void lockstep_debug_step();
/// Likewise: the execution is about to end.
__attribute__((noinline)) void lockstep_debug_end();
}

static_assert(sizeof(lockstep_debug_thread) == 56 &&
                  offsetof(lockstep_debug_thread, operation) == 24 &&
                  sizeof(lockstep_debug_state) == 56 &&
                  offsetof(lockstep_debug_state, threads) == 32,
              "the debugger's script knows the offsets");

namespace lockstep {

/// Keeps lockstep_debug_state as the execution goes, and calls the two
/// functions that a debugger sets its breakpoints on.
class Debugging final : public StepObserver {
public:
  /// From now on this is the process's. \p StopAt as in the state.
  Debugging(ExecutionArea &Area, uint64_t StopAt);

  void arrived() override;
  void event(const Event &) override { update(); }

  /// The execution is about to end: \p Outcome, static, says how. The debugger
  /// may stop here, once. Nothing happens when there is none.
  LOCKSTEP_EACH_EXECUTION static void ended(const char *Outcome);

private:
  void update();

  static Debugging *Active;
  ExecutionArea &Area;
  std::vector<lockstep_debug_thread> Threads;
};

} // namespace lockstep

#endif
