//===- Campaign.h - Many executions -----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_CAMPAIGN_H
#define LOCKSTEP_PRELOAD_CAMPAIGN_H

#include "base/Environment.h"
#include "preload/Findings.h"
#include "preload/Progress.h"
#include "preload/Runner.h"
#include "strategies/Strategies.h"

#include <memory>
#include <set>
#include <vector>

namespace lockstep {

/// Runs the program under one schedule after another until something is found
/// or the bounds are reached, and reports.
///
/// Iterations come in batches of doubling size. What a batch has shown (how
/// long executions are, which sites are shared) guides the next ones, so that a
/// schedule depends on seed and iteration alone, however many jobs run.
class Campaign {
public:
  Campaign(const Settings &Wanted, Runner &Run,
           std::unique_ptr<Strategy> Chooser);

  /// \returns the exit status of the whole program.
  int run();

private:
  /// What a job says of one iteration.
  struct IterationResult {
    bool Done;
    Verdict Ended;
    Counters Count;
  };
  struct Board;

  ExecutionPlan planFor(uint64_t Iteration);
  uint64_t batchEnd(uint64_t First) const;
  bool outOfTime() const;
  bool runBatch(uint64_t First, uint64_t Last);
  bool runBatchInJobs(uint64_t First, uint64_t Last);
  void workOn(Board &Shared, uint64_t Job, uint64_t First, uint64_t Last);
  bool take(uint64_t Iteration, const Verdict &Ended, const Counters &Count);
  void learn(const Counters &Count, const uint32_t *Sites);
  bool found(uint64_t Iteration, const Verdict &Ended);
  bool checkDeterminism(uint64_t Iteration);
  bool report(uint64_t Iteration, const Verdict &Ended,
              std::vector<Decision> Schedule);
  bool shrink(const Trace &Recorded, const Reported &Finding);
  void noteUncontrolled();
  void mergeShared();
  void lookForPassing();
  void writePassing();
  int finish();
  void writeSummary(int Status);
  Trace header(uint64_t Iteration) const;

  const Settings &Wanted;
  Runner &Run;
  std::unique_ptr<Strategy> Chooser;
  std::string StrategySpec;
  FindingWriter Writer;
  Progress Show;

  Knowledge Known;              ///< from complete batches
  std::vector<uint32_t> Shared; ///< likewise; ascending
  Knowledge Fresh;              ///< from the batch that runs
  std::set<uint32_t> FreshShared;

  uint64_t Started = 0; ///< monotonic nanoseconds
  uint64_t Executions = 0;
  uint64_t Findings = 0;
  uint64_t Unknowns = 0;
  int FirstStatus = 0;        ///< exit status for the first finding, or 0
  std::set<std::string> Seen; ///< SUMMARY lines
  std::vector<std::string> Uncontrolled; ///< names, by first appearance

  /// The last execution that passed; kept for the option trace_passing only.
  struct {
    uint64_t Iteration = 0;
    bool Exists = false;
    Knowledge Known;              ///< what was known then
    std::vector<uint32_t> Shared; ///< likewise
  } LastPassed;

  /// The first execution that is neither a pass nor a finding.
  struct {
    uint64_t Iteration = 0;
    Verdict Ended;
    std::vector<Decision> Schedule;
    std::vector<uint32_t> Shared; ///< what was known then
  } FirstUnknown;
};

} // namespace lockstep

#endif
