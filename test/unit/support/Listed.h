//===- Listed.h - Digests of given schedules --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_LISTED_H
#define LOCKSTEP_TEST_SUPPORT_LISTED_H

#include "explore/DigestMaker.h"
#include "support/ScriptedProgram.h"

namespace lockstep::scripted {

/// Chooses the threads of a list.
class Listed final : public Strategy {
public:
  explicit Listed(std::vector<uint32_t> Threads) : Threads(Threads) {}
  void begin(const ExecutionStart &) override { Next = 0; }
  ThreadId pick(const SchedulerView &) override {
    return ThreadId(Threads[Next++]);
  }
  uint32_t chooseValue(ThreadId, ValueReason, uint32_t) override { return 0; }

private:
  std::vector<uint32_t> Threads;
  size_t Next = 0;
};

/// What \p Schedule, a list of threads, shows of \p P.
inline Observation digest(const Program &P, std::vector<uint32_t> Schedule,
                          ObservationDetail Wanted = {}) {
  Executor Player(P);
  Listed Chooser(std::move(Schedule));
  const Execution &E = Player.run(Chooser, {});
  return DigestMaker().digest({E.Decisions, E.Parents, E.Addresses}, E.Choices,
                              Wanted);
}

} // namespace lockstep::scripted

#endif
