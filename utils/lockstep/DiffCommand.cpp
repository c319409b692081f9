//===- DiffCommand.cpp - lockstep diff ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Subprocess.h"
#include "TraceFile.h"
#include "TraceLaunch.h"

#include "explain/Compare.h"
#include "report/Context.h"
#include "report/EventText.h"
#include "report/Messages.h"
#include "report/SourceText.h"
#include "report/Text.h"
#include "report/TraceRecord.h"

#include <fmt/core.h>
#include <memory>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;
using namespace lockstep::explain;

using Json = nlohmann::ordered_json;

namespace {
/// One of the two executions, with the words for its parts.
class Side {
public:
  /// \p AsRecorded is what \p Source was made from: executions are compared by
  /// where operations are, not by the line that the report names, which depends
  /// on which stacks were kept.
  Side(std::string Path, Trace AsRecorded, ExecutionRecord Source)
      : Path(std::move(Path)), AsRecorded(std::move(AsRecorded)),
        Record(std::move(Source)), Words(Record, Symbols, NoSources, Style) {}

  const Trace &trace() const { return AsRecorded; }
  /// "SUMMARY: …", or the outcome when there is none.
  std::string outcome() const {
    return trace().Summary.empty() ? outcomeSlug(trace().Outcome)
                                   : escapeText(trace().Summary);
  }
  std::string place(SiteId Site) {
    Place At = Words.Where.find(Site, StackId());
    return At.isKnown() ? " at " + At.text() : "";
  }
  /// "T1 'bob' read x: 1 at bank.cpp:9:3 in run".
  std::string event(const Event &E) {
    return Words.thread(E.Thread) + " " + eventText(E, Words.Names) +
           place(E.Caller.isValid() ? E.Caller : E.Site);
  }
  std::string decision(uint64_t Step);

  std::string Path;

private:
  NoSymbols Symbols;
  NoSourceText NoSources;
  ReportStyle Style;
  Trace AsRecorded;
  ExecutionRecord Record;
  ReportContext Words;
};

struct Comparison {
  Side &A, &B;
  Matching Both;
  uint64_t Common;
  std::vector<ReorderedPair> Pairs;

  Comparison(Side &A, Side &B)
      : A(A), B(B), Both(A.trace(), B.trace()), Common(commonDecisions(Both)),
        Pairs(reorderedPairs(Both)) {}
  const Event &inA(EventIndex I) const { return Both.first()[I]; }
  const Event &inB(EventIndex I) const {
    return Both.second()[Both.inSecond(I)];
  }
};
} // namespace

std::string Side::decision(uint64_t Step) {
  if (Step >= trace().Decisions.size())
    return "ends";
  const Decision &Made = trace().Decisions[Step];
  std::string Thread = Words.thread(Made.thread());
  if (Made.isValue())
    return messages::valueDecision(Thread, Made.reason(), Made.choice(),
                                   Made.bound());
  // With the values that were found, when the trace has them.
  for (const Event &E : trace().Events)
    if (E.Step == Step)
      return event(E);
  return messages::decision(Thread, Made.Kind,
                            Words.Names.shortName(ObjectId(Made.Object)), "",
                            Made.timedOut()) +
         place(SiteId(Made.Site));
}

/// One of the traces to compare, with its events.
static Result<std::unique_ptr<Side>> readSide(const std::string &Path) {
  Result<ExecutionRecord> Record = readRecord(Path);
  if (!Record)
    return Error{Record.error()};
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return Error{Source.error()};
  return std::make_unique<Side>(Path, std::move(*Source), std::move(*Record));
}

static std::string stepText(const Event &E) {
  return E.Step == Matching::NoStep ? "never, it waits at the end"
                                    : fmt::format("step {}", E.Step);
}

static void printText(const Comparison &Of) {
  fmt::print("A: {}\n   {}\nB: {}\n   {}\n\n", escapeText(Of.A.Path),
             Of.A.outcome(), escapeText(Of.B.Path), Of.B.outcome());
  uint64_t Sizes[] = {Of.A.trace().Decisions.size(),
                      Of.B.trace().Decisions.size()};
  if (Of.Common == Sizes[0] && Of.Common == Sizes[1]) {
    fmt::print("The schedules are the same: {}.\n",
               countText(Of.Common, "decision"));
    return;
  }
  fmt::print("They part at step {}:\n  A: {}\n  B: {}\n\n", Of.Common,
             Of.A.decision(Of.Common), Of.B.decision(Of.Common));
  if (Of.Pairs.empty()) {
    fmt::print(
        "No two dependent events that both have are in another order.\n");
    return;
  }
  fmt::print("{} of dependent events in another order{}\n",
             countText(Of.Pairs.size(), "pair"),
             Of.Pairs.size() == 1 ? ":" : ", from which all others follow:");
  for (const ReorderedPair &Pair : Of.Pairs) {
    EventIndex First = Pair.EarlierInFirst, Then = Pair.LaterInFirst;
    Side &A = Of.A, &B = Of.B;
    fmt::print("\n  A: {} ({})\n     then {} ({})\n", A.event(Of.inA(First)),
               stepText(Of.inA(First)), A.event(Of.inA(Then)),
               stepText(Of.inA(Then)));
    fmt::print("  B: {} ({})\n     then {} ({})\n", B.event(Of.inB(Then)),
               stepText(Of.inB(Then)), B.event(Of.inB(First)),
               stepText(Of.inB(First)));
  }
}

static Json eventJson(Side &Of, const Event &E) {
  Json Value = {{"thread", E.Thread.index()},
                {"operation", operationName(E.Kind)},
                {"text", Of.event(E)}};
  if (E.Step != Matching::NoStep)
    Value["step"] = E.Step;
  return Value;
}

static void printJson(const Comparison &Of) {
  Json Result;
  for (Side *Each : {&Of.A, &Of.B})
    Result["traces"].push_back({{"path", Each->Path},
                                {"outcome", outcomeSlug(Each->trace().Outcome)},
                                {"summary", Each->trace().Summary},
                                {"decisions", Each->trace().Decisions.size()}});
  Result["common_decisions"] = Of.Common;
  Result["parts_at"] = {{"a", Of.A.decision(Of.Common)},
                        {"b", Of.B.decision(Of.Common)}};
  Result["reordered"] = Json::array();
  for (const ReorderedPair &Pair : Of.Pairs) {
    EventIndex First = Pair.EarlierInFirst, Then = Pair.LaterInFirst;
    Result["reordered"].push_back(
        {{"a", {eventJson(Of.A, Of.inA(First)), eventJson(Of.A, Of.inA(Then))}},
         {"b",
          {eventJson(Of.B, Of.inB(Then)), eventJson(Of.B, Of.inB(First))}}});
  }
  // Strings of a trace may hold any bytes; JSON is UTF-8.
  fmt::print("{}\n",
             Result.dump(2, ' ', false, Json::error_handler_t::replace));
}

static bool sameBuild(const Trace &A, const Trace &B) {
  return std::equal(A.Modules.begin(), A.Modules.end(), B.Modules.begin(),
                    B.Modules.end(),
                    [](const TraceModule &Of, const TraceModule &Other) {
                      return Of.BuildId == Other.BuildId;
                    });
}

namespace {
/// How an execution to compare with is found, when none is given.
struct PassingOptions {
  std::string Output;
  uint64_t Samples = 40, Seed = 1;

  void addTo(CLI::App &App);
  /// The task in words of LOCKSTEP_TASK; fills in Output.
  Result<std::string> taskFor(const std::string &Path);
};
} // namespace

void PassingOptions::addTo(CLI::App &App) {
  App.add_option("-o,--out", Output,
                 "the file for its trace (default: beside FILE, with the "
                 "ending .pass.lstrace)")
      ->type_name("FILE")
      ->group("With one FILE");
  App.add_option("--samples", Samples,
                 "executions for each beginning of the schedule (default 40)")
      ->check(CLI::Range(uint64_t(1), uint64_t(1000000)))
      ->type_name("N")
      ->group("With one FILE");
  App.add_option("--seed", Seed, "of what comes after (default 1)")
      ->check(CLI::Range(uint64_t(0), uint64_t(1000000000000000000)))
      ->type_name("N")
      ->group("With one FILE");
}

Result<std::string> PassingOptions::taskFor(const std::string &Path) {
  constexpr std::string_view Suffix = ".lstrace";
  if (Output.empty())
    Output =
        (Path.ends_with(Suffix) ? Path.substr(0, Path.size() - Suffix.size())
                                : Path) +
        ".pass" + std::string(Suffix);
  Result<std::string> Quoted = taskValue("--out", Output);
  if (!Quoted)
    return Quoted;
  return fmt::format("passing:samples={}:seed={}:out={}", Samples, Seed,
                     *Quoted);
}

static int compare(const std::vector<std::string> &Paths, bool AsJson) {
  Result<std::unique_ptr<Side>> First = readSide(Paths[0]);
  if (!First)
    return fail(First.error());
  Result<std::unique_ptr<Side>> Second = readSide(Paths[1]);
  if (!Second)
    return fail(Second.error());
  Side &A = **First, &B = **Second;
  if (!sameBuild(A.trace(), B.trace()))
    warn("the traces are not of the same build; what moved to other lines is "
         "not recognized");
  Comparison Of(A, B);
  if (AsJson)
    printJson(Of);
  else
    printText(Of);
  return 0;
}

int cli::diffMain(const Arguments &Given) {
  CommandParser Parser(
      "diff",
      "Compares two executions of a program, such as one that fails and one "
      "that passes: where they part, and which dependent events are in another "
      "order. Needs nothing but the files. With one FILE, of an execution that "
      "fails, the program is run to find one that passes and is like it for as "
      "long as possible; another copy of the program may be named after --.",
      "[options] FILE [FILE] [-- program [arguments...]]");
  std::vector<std::string> Paths;
  bool AsJson = false;
  Parser.app().add_option("FILE", Paths)->required()->expected(1, 2);
  Parser.app().add_flag("--json", AsJson, "one JSON object");
  PassingOptions Passing;
  Passing.addTo(Parser.app());
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (Paths.size() == 2) {
    const CLI::App &App = Parser.app();
    if (App.count("--out") + App.count("--samples") + App.count("--seed"))
      return Parser.fail("--out, --samples and --seed are about the execution "
                         "that is found when one FILE is given");
    if (!Parser.program().empty())
      return Parser.fail("no program is run when two files are given");
    return compare(Paths, AsJson);
  }
  Result<std::string> Task = Passing.taskFor(Paths[0]);
  // What could not be compared afterwards need not be looked for.
  if (Result<std::unique_ptr<Side>> Failing = readSide(Paths[0]); !Failing)
    return fail(Failing.error());
  int Ended = inOtherProcess([&] {
    return launchTask(Parser, RunOptions(), VariableOptions({}), Paths[0],
                      Task);
  });
  if (Ended != 0)
    return Ended;
  Paths.push_back(Passing.Output);
  return compare(Paths, AsJson);
}
