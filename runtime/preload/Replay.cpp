//===- Replay.cpp - One execution, as a trace says ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Replay.h"

#include "preload/Tasks.h"
#include "strategies/Strategies.h"
#include "trace/Decoder.h"
#include "trace/Limits.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;

Result<std::string> lockstep::readTraceFile(const std::string &Path) {
  // Not to wait for whoever writes to a pipe.
  int File = open(Path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat Status;
  if (File < 0 || fstat(File, &Status)) {
    Error Failure{"cannot read the trace '" + Path + "': " + strerror(errno)};
    if (File >= 0)
      close(File);
    return Failure;
  }
  std::string Bytes;
  if (!S_ISREG(Status.st_mode)) {
    close(File);
    return Error{"the trace '" + Path + "' is not a file"};
  }
  if (uint64_t(Status.st_size) > limits::MaxFileBytes) {
    close(File);
    return Error{"the trace '" + Path + "' is too large to be one"};
  }
  Bytes.resize(size_t(Status.st_size));
  size_t Done = 0;
  while (Done < Bytes.size()) {
    ssize_t Got = read(File, Bytes.data() + Done, Bytes.size() - Done);
    if (Got <= 0)
      break;
    Done += size_t(Got);
  }
  close(File);
  Bytes.resize(Done);
  return Bytes;
}

Result<Trace> lockstep::loadTrace(const std::string &Path) {
  Result<std::string> Bytes = readTraceFile(Path);
  if (!Bytes)
    return Error{Bytes.error()};
  Result<Trace> Decoded = decodeTrace(*Bytes);
  if (!Decoded)
    return Error{"the trace '" + Path + "' cannot be used: " + Decoded.error()};
  return Decoded;
}

std::vector<std::string> lockstep::compareProgram(const Trace &Recorded,
                                                  const Trace &Here,
                                                  bool &Changed) {
  std::vector<std::string> Differences;
  Changed = false;
  for (size_t I = 0; I < Recorded.Modules.size(); ++I) {
    const TraceModule &Then = Recorded.Modules[I];
    if (!Then.SiteCount)
      continue;
    const TraceModule *Now =
        I < Here.Modules.size() ? &Here.Modules[I] : nullptr;
    if (Now && Now->BuildId == Then.BuildId && Now->SiteCount == Then.SiteCount)
      continue;
    Changed = true;
    if (!Now)
      Differences.push_back("'" + Then.Path + "' is not loaded now");
    else
      Differences.push_back(
          "'" + Now->Path + "' changed since the trace was made (build id " +
          (Now->BuildId.empty() ? "none" : Now->BuildId) + ", then " +
          (Then.BuildId.empty() ? "none" : Then.BuildId) + ")");
  }
  auto WithoutProgram = [](std::vector<std::string> Arguments) {
    if (!Arguments.empty())
      Arguments.erase(Arguments.begin());
    return Arguments;
  };
  if (WithoutProgram(Recorded.Arguments) != WithoutProgram(Here.Arguments))
    Differences.push_back("the arguments differ from the recorded ones");
  for (const std::string &Entry : Recorded.Environment)
    if (std::find(Here.Environment.begin(), Here.Environment.end(), Entry) ==
        Here.Environment.end())
      Differences.push_back("the environment differs: recorded " + Entry);
  for (const std::string &Entry : Here.Environment)
    if (std::find(Recorded.Environment.begin(), Recorded.Environment.end(),
                  Entry) == Recorded.Environment.end())
      Differences.push_back("the environment differs: now " + Entry);
  return Differences;
}

void lockstep::warnOfDifferences(const Trace &Recorded, const Trace &Here,
                                 const std::string &Path,
                                 FindingWriter &Writer) {
  bool Changed;
  for (const std::string &Line : compareProgram(Recorded, Here, Changed))
    Writer.say("WARNING: " + Line);
  if (Recorded.Truncated)
    Writer.say("WARNING: the trace '" + Path +
               "' is cut; its beginning is followed");
}

/// Whether the replay ended as recorded. \p Ended is made the recorded outcome
/// where the schedule was followed to its end and what ended it came from
/// outside: a kill, a limit of time.
static bool sameEnd(const Trace &Recorded, const ExecutionArea &Area,
                    Verdict &Ended) {
  bool FollowedToItsEnd =
      Ended.Kind == OutcomeKind::Divergence && Area.ScriptEnded;
  if (FollowedToItsEnd && (Recorded.Truncated || Recorded.SignalNumber ||
                           Recorded.Outcome == OutcomeKind::TimeLimit ||
                           Recorded.Outcome == OutcomeKind::Blocked)) {
    Ended.Kind = Recorded.Outcome;
    Ended.Signal = Recorded.SignalNumber;
    Ended.ExitCode = Recorded.ExitCode;
    return true;
  }
  // A hang is told apart by its report only.
  auto AsRecorded = [](OutcomeKind Kind) {
    return Kind == OutcomeKind::LostWakeup ? OutcomeKind::Deadlock : Kind;
  };
  return Ended.Kind == AsRecorded(Recorded.Outcome) &&
         (Area.Ended || (Ended.ExitCode == Recorded.ExitCode &&
                         Ended.Signal == Recorded.SignalNumber));
}

std::vector<Decision> lockstep::scheduleOf(const Trace &Recorded,
                                           const SiteRegistry &Sites) {
  std::vector<Decision> Schedule = Recorded.Decisions;
  for (Decision &Made : Schedule)
    if (!Made.isValue())
      Made.Site = siteFromTrace(Made.Site, Sites.siteCount());
  return Schedule;
}

ExecutionPlan lockstep::planToFollow(const Trace &Recorded,
                                     const std::vector<Decision> &Schedule,
                                     Strategy &Unasked) {
  ExecutionPlan Plan;
  Plan.Start.Iteration = Recorded.Iteration;
  Plan.Chooser = &Unasked;
  Plan.KnownShared = &Recorded.SharedSites;
  Plan.KnownRaces = &Recorded.KnownRaces;
  Plan.Script = &Schedule;
  return Plan;
}

std::string lockstep::nothingToBlame(const Trace &Recorded) {
  if (Recorded.Truncated)
    return "the trace is cut: it does not say how the execution ended";
  if (outcomeExitStatus(Recorded.Outcome) == 0 ||
      outcomeIsUnknown(Recorded.Outcome) ||
      Recorded.Outcome == OutcomeKind::Divergence)
    return std::string("the trace ends with ") + outcomeSlug(Recorded.Outcome) +
           ", which no schedule is to blame for";
  return "";
}

/// A bundle's program lies in a temporary folder that nobody knows.
static void nameAsRecorded(Trace &Header, const Trace &Recorded,
                           const BundleOrigin &From) {
  if (From.contains(Header.Program))
    Header.Program = Recorded.Program;
  for (size_t I = 0; I < Header.Modules.size(); ++I)
    if (From.contains(Header.Modules[I].Path) && I < Recorded.Modules.size())
      Header.Modules[I].Path = Recorded.Modules[I].Path;
}

Trace lockstep::headerLike(const Trace &Recorded, const Runner &Run) {
  Trace Header = describeProgram(Run.program(), Run.sites());
  nameAsRecorded(Header, Recorded, Run.program().From);
  Header.Strategy = Recorded.Strategy;
  Header.CampaignSeed = Recorded.CampaignSeed;
  Header.Iteration = Recorded.Iteration;
  Header.Options = Recorded.Options;
  Header.PoolSize = Recorded.PoolSize;
  Header.SharedSites = Recorded.SharedSites;
  Header.KnownRaces = Recorded.KnownRaces;
  return Header;
}

/// "assertion, signal 6".
static std::string endText(OutcomeKind Kind, int ExitCode, int Signal) {
  std::string Text = outcomeSlug(Kind);
  if (Signal)
    Text += ", signal " + std::to_string(Signal);
  else if (ExitCode)
    Text += ", exit code " + std::to_string(ExitCode);
  return Text;
}

ExecutionRecord lockstep::followTrace(const Trace &Recorded, Runner &Run) {
  std::vector<Decision> Schedule = scheduleOf(Recorded, Run.sites());
  Result<std::unique_ptr<Strategy>> Chooser = makeStrategy("random");
  ExecutionPlan Plan = planToFollow(Recorded, Schedule, **Chooser);
  Plan.Record = true;
  Run.watchdog().start();
  Verdict Ended = Run.run(Plan);
  Run.watchdog().stop();

  ExecutionArea &Area = Run.area();
  bool Same = sameEnd(Recorded, Area, Ended);
  OutcomeKind Instead = Ended.Kind;
  if (!Same)
    Ended.Kind = OutcomeKind::Divergence;
  ExecutionRecord Record = buildRecord(headerLike(Recorded, Run), Area,
                                       Run.sites(), Ended, Run.output().text());
  if (!Same && Instead != OutcomeKind::Divergence) {
    Record.Detail =
        "the trace ends with " +
        endText(Recorded.Outcome, Recorded.ExitCode, Recorded.SignalNumber) +
        "; this execution, with " +
        endText(Instead, Ended.ExitCode, Ended.Signal);
  }
  return Record;
}

int lockstep::replayTask(const Trace &Recorded, const std::string &Path,
                         Runner &Run, const Task &, const Settings &) {
  FindingWriter Writer(Run);
  warnOfDifferences(Recorded, headerLike(Recorded, Run), Path, Writer);
  ExecutionRecord Record = followTrace(Recorded, Run);
  Reported Finding = Writer.judge(Record, Run.area());
  Writer.print(Record, Run.area(), Path);
  if (Finding.Kind == OutcomeKind::Passed)
    Writer.say("the trace was followed to its end, and the program passed");
  return outcomeExitStatus(Finding.Kind);
}
