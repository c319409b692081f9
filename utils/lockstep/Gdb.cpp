//===- Gdb.cpp - A replay in gdb ------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// gdb itself runs with the environment of this process; what the program is to
// have in place of that, the runtime above all, gdb's script hands on. The
// script reads that and the trace from a descriptor that gdb inherits.
//
//===----------------------------------------------------------------------===//

#include "Gdb.h"
#include "Bundle.h"

#include "base/Number.h"
#include "report/Text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

static constexpr const char *ScriptName = "lockstep/gdb/start.py";

void GdbOptions::addTo(CommandParser &Parser) {
  CLI::App &App = Parser.app();
  App.add_flag("--gdb", Wanted,
               "run the program in gdb, stopped where it fails; 'help "
               "lockstep' lists the commands there are in it")
      ->group("Debugger");
  App.add_option("--at", At, "stop before this step instead (needs --gdb)")
      ->type_name("STEP")
      ->group("Debugger");
  App.add_option("--ex", Commands,
                 "a gdb command to carry out then; may be given several times "
                 "(needs --gdb)")
      ->type_name("COMMAND")
      ->allow_extra_args(false)
      ->group("Debugger");
  App.add_flag("--batch", Batch, "leave gdb after these commands (needs --gdb)")
      ->group("Debugger");
}

Status GdbOptions::check(const Trace &Source) const {
  if (!Wanted && (!At.empty() || !Commands.empty() || Batch))
    return Error{fmt::format("{} has a meaning in a debugger only; add --gdb",
                             !At.empty() ? "--at"
                             : Batch     ? "--batch"
                                         : "--ex")};
  size_t Steps = Source.Decisions.size();
  uint64_t Step = 0;
  if (!At.empty() && !parseNumber(At, Step))
    return Error{fmt::format("--at takes the number of a step, not '{}'", At)};
  if (!At.empty() && Step >= Steps)
    return Error{fmt::format("there is no step {}: the trace has {}", Step,
                             Steps ? fmt::format("the steps 0 to {}", Steps - 1)
                                   : "no steps")};
  return success();
}

/// What \p Wanted has other than this process: null for a variable that is to
/// be removed.
static nlohmann::json differences(const EnvironmentBlock &Wanted) {
  nlohmann::json Changes = nlohmann::json::object();
  auto Split = [](const std::string &Entry) {
    size_t Equals = Entry.find('=');
    return std::pair(Entry.substr(0, Equals), Entry.substr(Equals + 1));
  };
  EnvironmentBlock Ours = EnvironmentBlock::inherited();
  std::vector<std::string> Before = Ours.entries(), After = Wanted.entries();
  for (const std::string &Entry : Before)
    Changes[Split(Entry).first] = nullptr;
  for (const std::string &Entry : After)
    Changes[Split(Entry).first] = Split(Entry).second;
  for (const std::string &Entry : Before)
    if (std::find(After.begin(), After.end(), Entry) != After.end())
      Changes.erase(Split(Entry).first);
  return Changes;
}

/// gdb takes a variable from one line of text.
static Status checkVariables(const nlohmann::json &Changes) {
  for (const auto &[Name, Value] : Changes.items()) {
    std::string Text =
        Name + (Value.is_string() ? Value.get<std::string>() : "");
    if (std::any_of(Text.begin(), Text.end(),
                    [](unsigned char C) { return C < ' ' || C == 127; }))
      return Error{fmt::format("the variable {} holds a control character, "
                               "which gdb cannot hand on to the program",
                               escapeText(Name))};
  }
  return success();
}

/// A descriptor that holds \p Text and is inherited.
static Result<int> descriptorWith(const std::string &Text) {
  int File = memfd_create("lockstep-gdb", 0);
  size_t Done = 0;
  while (File >= 0 && Done < Text.size()) {
    ssize_t Got = write(File, Text.data() + Done, Text.size() - Done);
    if (Got <= 0)
      break;
    Done += size_t(Got);
  }
  if (File < 0 || Done < Text.size())
    return Error{
        fmt::format("cannot hand the trace to gdb: {}", strerror(errno))};
  return File;
}

Error GdbOptions::execute(const Trace &Source, const ProgramFile &Program,
                          const Arguments &Line,
                          const EnvironmentBlock &Environment) const {
  std::string Script = sharedFile(ScriptName);
  if (Script.empty())
    return Error{fmt::format("the script {} for gdb is not installed beside "
                             "this command; install Lockstep again",
                             ScriptName)};
  EnvironmentBlock Debugged = Environment;
  // The last ones count.
  Debugged.set("LOCKSTEP_OPTIONS", Environment.get("LOCKSTEP_OPTIONS") +
                                       ":switcher=threads:output=all");
  nlohmann::json Changes = differences(Debugged);
  if (Status Good = checkVariables(Changes); !Good)
    return Error{Good.error()};
  nlohmann::json Given = {{"environment", Changes}, {"at", nullptr}};
  if (uint64_t Step; parseNumber(At, Step))
    Given["at"] = Step;
  Result<int> File = descriptorWith(
      Given.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
      "\n" + traceForGdb(Source));
  if (!File)
    return Error{File.error()};

  std::vector<std::string> Words = {"gdb", "--quiet"};
  if (Batch)
    Words.push_back("--batch");
  // gdb looks for files there under their whole paths, too.
  if (std::string Trace = Environment.get("LOCKSTEP_TRACE");
      !Environment.get("LOCKSTEP_BUNDLE").empty())
    Words.push_back("--directory=" + Trace.substr(0, Trace.rfind('/') + 1) +
                    BundleNames::Sources);
  Words.insert(Words.end(),
               {"-ex", fmt::format("python lockstep_descriptor = {}", *File),
                "-x", Script});
  for (const std::string &Command : Commands)
    Words.insert(Words.end(), {"-ex", Command});
  Words.insert(Words.end(), {"--args", Program.Path});
  Words.insert(Words.end(), Line.begin() + 1, Line.end());
  std::vector<char *> Pointers;
  for (std::string &Word : Words)
    Pointers.push_back(Word.data());
  Pointers.push_back(nullptr);
  fflush(nullptr);
  execvp("gdb", Pointers.data());
  if (errno == ENOENT)
    return Error{"gdb is not in PATH; install it (Debian: apt install gdb)"};
  return Error{fmt::format("cannot start gdb: {}", strerror(errno))};
}
