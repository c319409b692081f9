//===- ShowCommand.cpp - lockstep show ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Schedule.h"
#include "TraceFile.h"

#include "base/Number.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

/// The terminal's, or 100 where there is none.
static unsigned outputWidth() {
  constexpr unsigned Default = 100, Narrowest = 60;
  struct winsize Size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) != 0 || !Size.ws_col)
    return Default;
  return std::max<unsigned>(Size.ws_col, Narrowest);
}

/// "120..180", "120..", "..180" or "120".
static Status parseSteps(std::string_view Text, Selection &Which) {
  size_t Dots = Text.find("..");
  std::string_view First = Text.substr(0, Dots);
  std::string_view Last =
      Dots == std::string_view::npos ? First : Text.substr(Dots + 2);
  bool Good = Text != "..";
  if (!First.empty() || Dots == std::string_view::npos)
    Good &= parseNumber(First, Which.First);
  if (!Last.empty())
    Good &= parseNumber(Last, Which.Last);
  if (!Good || Which.First > Which.Last)
    return Error{fmt::format("--steps '{}': give the first and the last step, "
                             "such as 120..180, 120.. or ..180",
                             Text)};
  return success();
}

/// "1", "T1" or the name that the program gave the thread.
static Status parseThread(const std::string &Text, const Schedule &Of,
                          Selection &Which) {
  const std::vector<TraceThread> &Threads = Of.trace().Threads;
  std::string_view Number = Text;
  if (Number.starts_with("T"))
    Number.remove_prefix(1);
  uint64_t Id = 0;
  if (parseNumber(Number, Id) && Id < Of.threadCount()) {
    Which.Thread = uint32_t(Id);
    return success();
  }
  for (uint32_t I = 0; I < Threads.size(); ++I)
    if (Threads[I].Name == Text) {
      Which.Thread = I;
      return success();
    }
  std::string Existing = Of.threadCount()
                             ? fmt::format("T0 to T{}", Of.threadCount() - 1)
                             : "none";
  return Error{fmt::format("--thread '{}': there is no such thread; the trace "
                           "has {}",
                           Text, Existing)};
}

int cli::showMain(const Arguments &Given) {
  CommandParser Parser("show",
                       "Prints the schedule of a trace, in columns by thread. "
                       "Needs nothing but the file.",
                       "[options] FILE");
  std::string Path, Steps, Thread;
  bool AsJson = false;
  unsigned Width = 0;
  Parser.app().add_option("FILE", Path)->required();
  Parser.app().add_flag("--json", AsJson,
                        "JSON lines: the header, then one line per decision");
  Parser.app()
      .add_option("--steps", Steps,
                  "only these steps; either end may be absent")
      ->type_name("FIRST..LAST");
  Parser.app()
      .add_option("--thread", Thread, "only this thread: 1, T1 or its name")
      ->type_name("THREAD");
  Parser.app()
      .add_option("--width", Width,
                  "columns of the output (default: the terminal's, else 100)")
      ->type_name("N")
      ->check(CLI::Range(60u, 1000u));
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;

  Selection Which;
  if (!Steps.empty())
    if (Status Good = parseSteps(Steps, Which); !Good)
      return Parser.fail(Good.error());
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return fail(Source.error());
  Schedule Described(*Source);
  if (!Thread.empty())
    if (Status Good = parseThread(Thread, Described, Which); !Good)
      return fail(Good.error());
  if (AsJson)
    printScheduleJson(Described, Which);
  else
    printSchedule(Described, Which, Width ? Width : outputWidth());
  return 0;
}
