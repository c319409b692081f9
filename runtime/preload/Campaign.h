//===- Campaign.h - Many executions -----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_CAMPAIGN_H
#define LOCKSTEP_PRELOAD_CAMPAIGN_H

#include "base/Environment.h"
#include "explore/DigestMaker.h"
#include "explore/Learning.h"
#include "preload/Corpus.h"
#include "preload/Findings.h"
#include "preload/Progress.h"
#include "preload/Runner.h"
#include "report/Suppressions.h"
#include "strategies/Continuation.h"
#include "strategies/Strategies.h"

#include <memory>
#include <set>
#include <vector>

namespace lockstep {

/// An execution that may be played again.
struct SavedExecution {
  bool Exists = false;
  uint64_t Iteration = 0;
  Verdict Ended;
  std::vector<Decision> Schedule;
  std::vector<uint32_t> Shared;  ///< sites known to be shared then
  const Trace *Origin = nullptr; ///< of the corpus, that was followed; or null
};

/// Runs the program under one schedule after another until something is found
/// or the bounds are reached, and reports.
///
/// Iterations come in batches of doubling size. What a batch has shown (how
/// long executions are, which sites are shared) guides the next ones, so that a
/// schedule depends on seed and iteration alone, however many jobs run.
class Campaign {
public:
  Campaign(const Settings &Wanted, Runner &Run,
           std::unique_ptr<Strategy> Chooser, Suppressions Suppressed);

  /// \returns the exit status of the whole program.
  int run();

private:
  /// Batches double up to this size.
  static constexpr uint64_t LargestBatch = 256;
  struct Board;
  /// A process that runs every so manieth iteration of a batch.
  struct Job {
    int Process;
    ExecutionArea *Area;
    char *Lessons; ///< in memory that both share
  };

  /// \name The corpus
  /// @{
  bool runCorpus();
  bool runKept(const Trace &Recorded, Continuation::Progress &Far);
  void keepNew();
  void keep(const Trace &Whole);
  std::string corpusLine() const;
  /// @}

  ExecutionPlan planFor(uint64_t Iteration);
  uint64_t batchEnd(uint64_t First) const;
  bool outOfTime() const;

  /// \name Batches
  /// @{
  bool runBatch(uint64_t First, uint64_t Last);
  bool runBatchInJobs(uint64_t First, uint64_t Last);
  void prepareJobs();
  void workOn(uint64_t Number, uint64_t First, uint64_t Last);
  void tellUncontrolled();
  uint64_t lastPassed(uint64_t First, uint64_t Last) const;
  Lesson lessonOf(const ExecutionPlan &Plan, const Verdict &Ended);
  void endBatch();
  /// @}

  /// \name Results
  /// @{
  bool take(const ExecutionPlan &Plan, Verdict Ended);
  SavedExecution save(const ExecutionPlan &Plan, const Verdict &Ended);
  Verdict playAgain(SavedExecution &Saved);
  Trace header(const SavedExecution &Of) const;
  bool report(SavedExecution &Saved);
  bool isSuppressed(const ExecutionRecord &Record);
  bool shrink(const Trace &Recorded, const Reported &Finding);
  bool checkDeterminism(const ExecutionPlan &Plan);
  void noteUncontrolled(const ExecutionArea &Area);
  void lookForPassing();
  void writePassing();
  /// @}

  /// \name What it says
  /// @{
  void showProgress();
  int finish();
  std::string summaryLine() const;
  std::string coverageLine() const;
  void writeSummary(int ExitStatus);
  /// @}

  const Settings &Wanted;
  Runner &Run;
  std::unique_ptr<Strategy> Chooser;
  std::string StrategySpec;
  Suppressions Suppressed;
  /// Reported or suppressed; ascending. And those from before the batch.
  std::vector<RacePair> KnownRaces, OldRaces;
  FindingWriter Writer;
  Progress Show;
  Learning Learnt;
  Corpus Kept;
  /// Where the campaign stands with its corpus.
  struct {
    std::vector<Trace> Executions;    ///< what was kept of the program
    const Trace *Following = nullptr; ///< the one of them that runs
    uint64_t Followed = 0, Left = 0;  ///< executions; that could not be to end
    uint64_t New = 0;                 ///< traces that were added
    bool Broken = false;              ///< it cannot be written; that was said
    std::set<SitePair> Pairs;         ///< that executions of it show
    std::set<uint32_t> Raced;         ///< sites that race in them
  } InCorpus;
  DigestMaker Digest;
  Board *Shared = nullptr; ///< null until jobs are needed
  std::vector<Job> Jobs;

  uint64_t Started = 0; ///< monotonic nanoseconds
  uint64_t Executions = 0;
  uint64_t Findings = 0;
  uint64_t Unknowns = 0;
  bool Saturated = false; ///< that is why it ended
  bool Raced = false;     ///< in some execution
  int FirstStatus = 0;    ///< exit status for the first finding, or 0
  /// When the first finding was seen: after so many executions (0: none), so
  /// many nanoseconds after the start. What reporting takes comes on top.
  struct {
    uint64_t Execution = 0, Nanoseconds = 0;
  } FirstFound;
  std::set<std::string> Seen;            ///< Reported::Identity
  std::vector<std::string> Uncontrolled; ///< names, by first appearance
  /// The last execution that passed; kept for the option trace_passing only.
  SavedExecution LastPassed;
  /// The first execution that is neither a pass nor a finding.
  SavedExecution FirstUnknown;
};

} // namespace lockstep

#endif
