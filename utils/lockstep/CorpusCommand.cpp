//===- CorpusCommand.cpp - lockstep corpus --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "CorpusFolder.h"
#include "TraceFile.h"

#include "base/Hash.h"
#include "report/Text.h"

#include <filesystem>
#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

namespace fs = std::filesystem;

namespace {
/// What a program's executions are, in numbers.
struct Figures {
  size_t Findings = 0;
  std::set<std::string> Kinds, Shown;

  explicit Figures(const KeptProgram &Of) {
    for (const KeptExecution &Each : Of.Executions) {
      Shown.insert(Each.Shows.begin(), Each.Shows.end());
      if (Each.Outcome == OutcomeKind::Passed)
        continue;
      ++Findings;
      Kinds.insert(Each.Summary);
    }
  }
};
} // namespace

static Result<std::vector<KeptProgram>> read(const std::string &Folder) {
  std::vector<std::string> Problems;
  auto Programs = readCorpus(Folder, Problems);
  for (const std::string &Line : Problems)
    warn(escapeText(Line) + "; it is left alone");
  return Programs;
}

static std::string commandOf(const KeptProgram &Of) {
  std::string Text = Of.Test.Program;
  for (const std::string &Argument : Of.Test.Arguments)
    Text += " " + Argument;
  return escapeText(Text);
}

static int show(const std::string &Folder, bool AsJson) {
  auto Programs = read(Folder);
  if (!Programs)
    return fail(Programs.error());
  auto List = nlohmann::ordered_json::array();
  for (const KeptProgram &Of : *Programs) {
    Figures Sums(Of);
    if (AsJson) {
      List.push_back({{"program", Of.Test.Program},
                      {"arguments", Of.Test.Arguments},
                      {"options", Of.Test.Options},
                      {"executions", Of.Executions.size()},
                      {"findings", Sums.Findings},
                      {"kinds_of_findings", Sums.Kinds},
                      {"shows", Sums.Shown.size()}});
      continue;
    }
    fmt::print("{}: {}, {} of which found something; {} reads-from pairs and "
               "races\n",
               commandOf(Of), countText(Of.Executions.size(), "execution"),
               Sums.Findings, Sums.Shown.size());
    for (const std::string &Kind : Sums.Kinds)
      fmt::print("  {}\n", escapeText(Kind));
  }
  if (AsJson)
    fmt::print("{}\n", List.dump(2, ' ', false,
                                 nlohmann::json::error_handler_t::replace));
  else if (Programs->empty())
    fmt::print("'{}' holds no executions\n", Folder);
  return 0;
}

static bool holds(const fs::path &Path, const std::string &Bytes) {
  Result<std::string> There = readTraceBytes(Path.string());
  return There && *There == Bytes;
}

/// Copies the trace at \p Path into the folder \p Into, under its own name, or
/// one that says what is in it where another file has its own. \returns false
/// when it was there.
static Result<bool> copyInto(const fs::path &Into, const fs::path &Path) {
  Result<std::string> Bytes = readTraceBytes(Path.string());
  if (!Bytes)
    return Error{Bytes.error()};
  std::error_code Failure;
  fs::path To = Into / Path.filename();
  if (fs::exists(To, Failure) && !holds(To, *Bytes))
    To = Into / fmt::format("{}-{:016x}{}", Path.stem().string(),
                            hash64(*Bytes), Path.extension().string());
  if (holds(To, *Bytes))
    return false;
  // Campaigns may be reading: the file appears whole.
  std::string Beside = fmt::format("{}.{}.part", To.string(), getpid());
  Status Done = writeFile(Beside, *Bytes);
  Failure.clear();
  if (Done)
    fs::rename(Beside, To, Failure);
  if (Failure)
    Done = Error{
        fmt::format("cannot write '{}': {}", To.string(), Failure.message())};
  if (Done)
    return true;
  fs::remove(Beside, Failure);
  return Error{Done.error()};
}

/// Copies the traces of \p From that \p Into does not have.
static int merge(const std::string &Into,
                 const std::vector<std::string> &From) {
  std::error_code Failure;
  fs::create_directories(Into, Failure);
  if (Failure)
    return fail(fmt::format("cannot create the folder '{}': {}", Into,
                            Failure.message()));
  size_t Copied = 0, There = 0;
  for (const std::string &Folder : From) {
    auto Programs = read(Folder);
    if (!Programs)
      return fail(Programs.error());
    for (const KeptProgram &Of : *Programs)
      for (const KeptExecution &Each : Of.Executions) {
        Result<bool> Done = copyInto(Into, Each.Path);
        if (!Done)
          return fail(Done.error());
        ++(*Done ? Copied : There);
      }
  }
  fmt::print("{} copied, {} were there\n", countText(Copied, "execution"),
             There);
  return 0;
}

static int minimize(const std::string &Folder) {
  auto Programs = read(Folder);
  if (!Programs)
    return fail(Programs.error());
  size_t All = 0, Left = 0;
  for (const KeptProgram &Of : *Programs) {
    std::set<size_t> Kept = smallestCover(Of);
    All += Of.Executions.size();
    Left += Kept.size();
    for (size_t I = 0; I < Of.Executions.size(); ++I) {
      std::error_code Failure;
      if (!Kept.contains(I) && !fs::remove(Of.Executions[I].Path, Failure) &&
          Failure)
        return fail(fmt::format("cannot remove '{}': {}", Of.Executions[I].Path,
                                Failure.message()));
    }
  }
  fmt::print("{} of {} left\n", Left, countText(All, "execution"));
  return 0;
}

int cli::corpusMain(const Arguments &Given) {
  CommandParser Parser(
      "corpus",
      "Shows what a corpus holds, merges several into one, or leaves as few "
      "executions in it as still show all that they show together.",
      "FOLDER [--json] | merge INTO FROM... | minimize FOLDER");
  std::vector<std::string> Words;
  bool AsJson = false;
  Parser.app().add_option("FOLDER", Words)->required();
  Parser.app().add_flag("--json", AsJson, "what it holds as one JSON document");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (Words[0] == "merge") {
    if (Words.size() < 3)
      return Parser.fail("name the folder to merge into, and those to merge");
    return merge(Words[1], {Words.begin() + 2, Words.end()});
  }
  if (Words[0] == "minimize") {
    if (Words.size() != 2)
      return Parser.fail("name one folder to minimize");
    return minimize(Words[1]);
  }
  if (Words.size() > 1)
    return Parser.fail(fmt::format("'{}' is one argument too many", Words[1]));
  return show(Words[0], AsJson);
}
