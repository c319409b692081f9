//===- CorpusFolder.cpp - The executions that campaigns kept --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CorpusFolder.h"

#include "TraceFile.h"

#include "sched/ReadsFrom.h"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <tuple>

using namespace lockstep;
using namespace lockstep::cli;

namespace fs = std::filesystem;

/// The place of \p Id, in words that other builds of the program have, too.
static std::string placeText(const Trace &Of, SiteId Id) {
  if (!Id.isValid() || Id.index() >= Of.Sites.size())
    return "-";
  const TraceSite &Site = Of.Sites[Id.index()];
  if (!Site.File.empty())
    return fmt::format("{}:{}:{} {} {}", Site.File, Site.Line, Site.Column,
                       unsigned(Site.Kind), Site.Function);
  std::string Module = Site.Module < Of.Modules.size()
                           ? Of.Modules[Site.Module].Path
                           : std::string();
  return fmt::format("{}+{:x}", fs::path(Module).filename().string(),
                     Site.Offset);
}

static std::set<std::string> shownBy(const Trace &Of) {
  ReadsFrom Writers;
  Writers.begin();
  std::set<SitePair> Pairs;
  for (const Decision &Step : Of.Decisions) {
    if (Step.isValue() || Step.Object == ObjectId::InvalidValue)
      continue;
    ObjectId What(Step.Object);
    SiteId Where(Step.Site);
    if (readsObject(Step.Kind))
      Pairs.insert({Where, Writers.lastWriter(What).Site});
    if (writesObject(Step.Kind))
      Writers.wrote(What, Where, Step.thread());
  }
  std::set<std::string> Shown;
  for (const SitePair &Pair : Pairs)
    Shown.insert(placeText(Of, Pair.Read) + " reads " +
                 placeText(Of, Pair.Write));
  for (uint32_t Site : Of.SharedSites)
    Shown.insert(placeText(Of, SiteId(Site)) + " races");
  return Shown;
}

static void add(const Trace &Of, const std::string &Path,
                std::vector<KeptProgram> &To) {
  TracedTest Test = testOf(Of);
  auto Found = std::find_if(To.begin(), To.end(), [&](const KeptProgram &Old) {
    return Old.Test == Test;
  });
  if (Found == To.end())
    Found = To.insert(Found, {std::move(Test), {}});
  Found->Executions.push_back({Path, Of.Outcome, Of.Summary, Of.Truncated,
                               Of.Decisions.size(), shownBy(Of)});
}

Result<std::vector<KeptProgram>>
cli::readCorpus(const std::string &Folder, std::vector<std::string> &Problems) {
  std::error_code Failure;
  fs::directory_iterator Entries(Folder, Failure);
  if (Failure)
    return Error{fmt::format("cannot read the folder '{}': {}", Folder,
                             Failure.message())};
  std::vector<std::string> Paths;
  for (const fs::directory_entry &Entry : Entries)
    if (Entry.path().extension() == ".lstrace")
      Paths.push_back(Entry.path().string());
  std::sort(Paths.begin(), Paths.end());
  std::vector<KeptProgram> Programs;
  for (const std::string &Path : Paths) {
    Result<Trace> Read = readTrace(Path);
    if (Read)
      add(*Read, Path, Programs);
    else
      Problems.push_back(Read.error());
  }
  return Programs;
}

/// Which of two that show the same is left: a cut one is the shorter because it
/// does not get there.
static bool isBetter(const KeptExecution &A, const KeptExecution &B) {
  return std::tie(A.IsCut, A.Decisions) < std::tie(B.IsCut, B.Decisions);
}

std::set<size_t> cli::smallestCover(const KeptProgram &Of) {
  std::set<size_t> Kept;
  std::set<std::string> Covered;
  auto Keep = [&](size_t I) {
    Kept.insert(I);
    Covered.insert(Of.Executions[I].Shows.begin(),
                   Of.Executions[I].Shows.end());
  };
  std::map<std::string, size_t> Shortest; ///< by summary
  for (size_t I = 0; I < Of.Executions.size(); ++I) {
    const KeptExecution &Each = Of.Executions[I];
    if (Each.Outcome == OutcomeKind::Passed)
      continue;
    auto [Best, IsNew] = Shortest.emplace(Each.Summary, I);
    if (!IsNew && isBetter(Each, Of.Executions[Best->second]))
      Best->second = I;
  }
  for (const auto &[Summary, I] : Shortest)
    Keep(I);
  for (;;) {
    size_t Best = 0, MostNew = 0;
    for (size_t I = 0; I < Of.Executions.size(); ++I) {
      const KeptExecution &Each = Of.Executions[I];
      if (Each.Outcome != OutcomeKind::Passed || Kept.contains(I))
        continue;
      size_t New = size_t(std::count_if(
          Each.Shows.begin(), Each.Shows.end(),
          [&](const std::string &What) { return !Covered.contains(What); }));
      bool Better =
          MostNew && New == MostNew && isBetter(Each, Of.Executions[Best]);
      if (New > MostNew || Better) {
        Best = I;
        MostNew = New;
      }
    }
    if (!MostNew)
      return Kept;
    Keep(Best);
  }
}
