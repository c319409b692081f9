//===- Blaming.cpp - The task why -----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "explain/Blame.h"
#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "platform/SourceFiles.h"
#include "preload/Findings.h"
#include "preload/Progress.h"
#include "preload/Replay.h"
#include "preload/Tasks.h"
#include "report/BlameText.h"
#include "report/TraceRecord.h"
#include "strategies/Strategies.h"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <sys/wait.h>

using namespace lockstep;

namespace {
/// Runs the program with prefixes of a schedule, and by chance from there on.
/// What comes after a prefix depends on the seed and the number of the sample
/// alone, so that the answers do not depend on the number of jobs.
class SamplingOracle final : public explain::PrefixOracle {
public:
  SamplingOracle(Runner &Run, const Trace &Recorded, const Task &Asked,
                 const Settings &Wanted)
      : Run(Run), Recorded(Recorded), Samples(Asked.number("samples")),
        Seed(Asked.number("seed")), Jobs(std::min(Wanted.Jobs, Samples)),
        Whole(scheduleOf(Recorded, Run.sites())),
        Chooser(makeStrategy("random")), Show(Wanted, Run.output().messages()),
        StepsBefore(Run.settings().MaxSteps) {
    // An execution that goes on for far longer than the recorded one will
    // hardly fail as that did.
    Run.settings().MaxSteps =
        std::min<uint64_t>(4 * Whole.size() + 10000, StepsBefore);
  }
  SamplingOracle(const SamplingOracle &) = delete;
  ~SamplingOracle() override { Run.settings().MaxSteps = StepsBefore; }

  /// An error when the system has no memory for the jobs.
  Status prepare();
  uint64_t failures(uint64_t Prefix) override;
  /// Executions that left the prefix before its end.
  uint64_t strayed() const { return Strayed; }
  void clearProgress() { Show.clear(); }

private:
  struct Tally {
    uint64_t Failures, Strayed;
  };

  Tally runShare(const std::vector<Decision> &Prefix, uint64_t First);
  bool fails(const Verdict &Ended) const;

  Runner &Run;
  const Trace &Recorded;
  const uint64_t Samples, Seed, Jobs;
  const std::vector<Decision> Whole;
  Result<std::unique_ptr<Strategy>> Chooser;
  Progress Show;
  const uint64_t StepsBefore;
  Tally *Tallies = nullptr; ///< shared; by job
  std::vector<ExecutionArea *> Areas;
  uint64_t Tried = 0, Strayed = 0;
};
} // namespace

Status SamplingOracle::prepare() {
  if (Jobs == 1)
    return success();
  long Got = mapOwn(Jobs * sizeof(Tally), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS);
  bool Good = Got > 0;
  Tallies = reinterpret_cast<Tally *>(Got);
  for (uint64_t J = 0; J < Jobs && Good; ++J) {
    Areas.push_back(mapExecutionArea(Run.settings().MaxSteps));
    Good = Areas.back();
  }
  if (Good)
    return success();
  return Error{"no address space for " + std::to_string(Jobs) +
               " jobs; raise ulimit -v or lower the number of jobs"};
}

bool SamplingOracle::fails(const Verdict &Ended) const {
  // A hang is told apart by its report only.
  OutcomeKind Kind = Recorded.Outcome == OutcomeKind::LostWakeup
                         ? OutcomeKind::Deadlock
                         : Recorded.Outcome;
  return Ended.Kind == Kind && Ended.Signal == Recorded.SignalNumber &&
         (Kind != OutcomeKind::ExitStatus ||
          Ended.ExitCode == Recorded.ExitCode);
}

/// Every Jobs-th sample, from \p First.
SamplingOracle::Tally
SamplingOracle::runShare(const std::vector<Decision> &Prefix, uint64_t First) {
  Tally Counted{0, 0};
  for (uint64_t Sample = First; Sample < Samples; Sample += Jobs) {
    ExecutionPlan Plan;
    Plan.Start.Seed = executionSeed(Seed, Sample);
    Plan.Start.Iteration = Recorded.Iteration;
    Plan.Chooser = Chooser->get();
    Plan.KnownShared = &Recorded.SharedSites;
    Plan.KnownRaces = &Recorded.KnownRaces;
    Plan.Script = &Prefix;
    Plan.GoOn = true;
    Verdict Ended = Run.run(Plan);
    Counted.Failures += fails(Ended);
    Counted.Strayed += Run.area().Count.Followed < Prefix.size();
  }
  return Counted;
}

uint64_t SamplingOracle::failures(uint64_t Prefix) {
  std::vector<Decision> Script(Whole.begin(), Whole.begin() + long(Prefix));
  Show.update("why: prefix " + std::to_string(++Tried) + ", " +
              std::to_string(Prefix) + " of " + std::to_string(Whole.size()) +
              " decisions");
  if (Jobs == 1) {
    Tally Counted = runShare(Script, 0);
    Strayed += Counted.Strayed;
    return Counted.Failures;
  }
  std::vector<pid_t> Children;
  for (uint64_t J = 0; J < Jobs; ++J) {
    Tallies[J] = {0, 0};
    Children.push_back(rawFork());
    if (Children.back() != 0)
      continue;
    // A job: its timer and its area are its own.
    Run.watchdog().start();
    Run.useArea(*Areas[J]);
    Tallies[J] = runShare(Script, J);
    exitProcess(0);
  }
  uint64_t Failures = 0;
  for (uint64_t J = 0; J < Jobs; ++J) {
    int WaitStatus;
    while (kernelCall(SYS_wait4, Children[J], long(&WaitStatus), 0, 0) ==
           -EINTR)
      ;
    Failures += Tallies[J].Failures;
    Strayed += Tallies[J].Strayed;
  }
  return Failures;
}

static std::string blameText(const Trace &Recorded, const explain::Blame &Found,
                             const FindingWriter &Writer) {
  ExecutionRecord Record = recordOfTrace(Recorded);
  NoSymbols Symbols;
  SourceFiles Sources(SourceFiles::foldersFor(Recorded.Program));
  ReportStyle Style;
  Style.Color = Writer.useColor();
  ReportContext Context(Record, Symbols, Sources, Style);
  return renderBlame(Context, Found);
}

int lockstep::whyTask(const Trace &Recorded, const std::string &Path,
                      Runner &Run, const Task &Asked, const Settings &Wanted) {
  constexpr int UsageError = 2;
  FindingWriter Writer(Run);
  if (std::string Why = nothingToBlame(Recorded); !Why.empty()) {
    Writer.say("cannot say why '" + Path + "' fails: " + Why);
    return UsageError;
  }
  bool Changed;
  for (const std::string &Line :
       compareProgram(Recorded, headerLike(Recorded, Run), Changed))
    Writer.say("WARNING: " + Line);
  SamplingOracle Oracle(Run, Recorded, Asked, Wanted);
  if (Status Ready = Oracle.prepare(); !Ready) {
    Writer.say(Ready.error());
    return UsageError;
  }
  Run.watchdog().start();
  explain::Blame Found = explain::findBlame(Recorded.Decisions.size(),
                                            Asked.number("samples"), Oracle);
  Run.watchdog().stop();
  Oracle.clearProgress();
  if (!Found.Measures.back().Failures) {
    Writer.say("the program does not end with " +
               std::string(outcomeSlug(Recorded.Outcome)) + " when '" + Path +
               "' is followed; lockstep replay says what it "
               "does instead");
    return outcomeExitStatus(OutcomeKind::Divergence);
  }
  if (Oracle.strayed())
    Writer.say("WARNING: " + std::to_string(Oracle.strayed()) +
               " executions did not follow the trace as far as they should; "
               "the program depends on something that Lockstep does not "
               "control");
  std::string Text = blameText(Recorded, Found, Writer);
  writeAll(Run.output().messages(), Text.data(), Text.size());
  return 0;
}
