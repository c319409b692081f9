//===- PlanOracle.h - Runs plans in forks of the driver ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_PLANORACLE_H
#define LOCKSTEP_PRELOAD_PLANORACLE_H

#include "preload/Runner.h"
#include "preload/Verdict.h"
#include "shrink/Oracle.h"
#include "shrink/Signature.h"
#include "trace/Trace.h"

#include <functional>
#include <optional>

namespace lockstep {

/// What bounds the search for a simpler schedule, and how it goes.
struct ShrinkBounds {
  uint64_t Attempts = 0; ///< 0: none
  uint64_t TimeMilliseconds = 0;
  uint64_t Jobs = 1; ///< executions side by side
  Likeness How = Likeness::Same;
};

/// Runs the program under plans. A plan fails when its execution ends in the
/// same way, and a strict replay of it, recorded in full, shows the same
/// finding. The results do not depend on the number of jobs.
class PlanOracle final : public Oracle {
public:
  /// \p Recorded gives what every execution begins with. \p OnAttempt is called
  /// after each.
  PlanOracle(Runner &Run, const Trace &Recorded, const ShrinkBounds &Bounds,
             std::function<void(uint64_t Attempts)> OnAttempt);
  PlanOracle(const PlanOracle &) = delete;
  ~PlanOracle() override;

  /// Replays the trace and takes its finding for the one that all must show.
  /// \returns the recorded execution as a trial; an error when it does not end
  /// as recorded.
  Result<Trial> begin();

  /// Replays \p Schedule strictly, recorded in full; what it wrote down is in
  /// the runner's area. \returns how it ended when that is the finding.
  std::optional<Verdict> replay(const std::vector<Decision> &Schedule);

  void run(std::span<const Plan> Candidates, const Trial &Best, bool Branches,
           const Receiver &Take) override;
  bool isExhausted() const override;

  uint64_t attempts() const { return Attempts; }
  double seconds() const; ///< since it was made

private:
  struct Slot;
  struct Board;

  PlanLog logIn(Slot &Of, bool Branches) const;
  Decision *decisionsIn(Slot &Of) const;
  ExecutionPlan planOfExecution() const;
  Verdict playStrictly(const std::vector<Decision> &Schedule);
  Signature signatureHere(const Verdict &Ended);
  void attempt(const Plan &What, const Trial &Best, bool Branches, Slot &Into);
  Trial resultIn(Slot &Of) const;
  bool prepareSlots();
  void runSideBySide(std::span<const Plan> Window, const Trial &Best,
                     bool Branches);

  Runner &Run;
  const Trace &Recorded;
  const ShrinkBounds Bounds;
  std::function<void(uint64_t)> OnAttempt;
  const uint64_t Started;
  const uint64_t StepsBefore; ///< the runner's own bound
  uint64_t Steps;             ///< most in a candidate
  uint64_t Attempts = 0;
  OutcomeKind Raw = OutcomeKind::Passed; ///< before a hang is looked into
  Signature Wanted;

  Board *Shared = nullptr;
  std::vector<Slot *> Slots;
  uint64_t SlotBytes = 0;
  std::vector<ExecutionArea *> Areas; ///< by job, when there are several
};

} // namespace lockstep

#endif
