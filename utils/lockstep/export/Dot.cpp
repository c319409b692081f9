//===- Dot.cpp - A graph for Graphviz -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"

#include "explain/Slice.h"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>

using namespace lockstep;
using namespace lockstep::cli;

/// What dot still lays out in a few seconds, and a person can look at.
static constexpr uint64_t DefaultMaxEvents = 300;

/// \p Text in double quotes. A backslash would begin an escape of dot's.
static std::string quoted(std::string_view Text) {
  std::string Out = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + '"';
}

/// \p First over \p Second, which may be empty.
static std::string label(std::string_view First, std::string_view Second) {
  std::string Out = quoted(First);
  if (Second.empty())
    return Out;
  Out.pop_back();
  return Out + "\\n" + quoted(Second).substr(1);
}

namespace {

class Graph {
public:
  /// Shows the events of \p Shown, ascending.
  Graph(ExportModel &Of, const std::vector<size_t> &Shown)
      : Of(Of), LeftOut(Of.events().size() - Shown.size()),
        IsShown(Of.events().size()) {
    for (size_t I : Shown) {
      IsShown[I] = true;
      ByThread[Of.events()[I].Thread].push_back(I);
    }
  }

  std::string text() {
    std::string Out = "digraph lockstep {\n"
                      "  graph [fontname=\"sans-serif\", labelloc=t, label=" +
                      label(Of.summary(), leftOut()) +
                      "];\n"
                      "  node [shape=box, fontname=\"sans-serif\", "
                      "fontsize=10];\n"
                      "  edge [fontname=\"sans-serif\", fontsize=9];\n";
    for (const auto &[Thread, Events] : ByThread)
      Out += cluster(Thread, Events);
    for (const CauseLink &Each : Of.causes())
      if (IsShown[Each.From] && IsShown[Each.To])
        Out += edge(Each.From, fmt::format("e{}", Each.To), Each.Why);
    for (const explain::EndCauses &End : Of.endCauses())
      for (const explain::Cause &Each : End.Direct)
        if (IsShown[Each.Event] && HasEnd.count(End.Thread))
          Out += edge(Each.Event, endName(End.Thread), Each.Why);
    return Out + "}\n";
  }

private:
  std::string leftOut() const {
    return LeftOut ? fmt::format("{} other events are left out", LeftOut) : "";
  }

  static std::string endName(ThreadId Thread) {
    return fmt::format("end{}", Thread.Value);
  }

  static std::string edge(size_t From, const std::string &To,
                          explain::Reason Why) {
    return fmt::format("  e{} -> {} [label=\"{}\", color=\"#0b57d0\"];\n", From,
                       To, explain::reasonSlug(Why));
  }

  std::string cluster(ThreadId Thread, const std::vector<size_t> &Events) {
    std::string Out = fmt::format("  subgraph cluster_t{} {{\n    label={};\n",
                                  Thread.Value, quoted(Of.threadName(Thread)));
    std::string Before;
    auto Add = [&](const std::string &Name, const std::string &Attributes) {
      Out += fmt::format("    {} [{}];\n", Name, Attributes);
      if (!Before.empty())
        Out += fmt::format("    {} -> {} [color=gray60];\n", Before, Name);
      Before = Name;
    };
    for (size_t I : Events) {
      const Event &E = Of.events()[I];
      Add(fmt::format("e{}", I),
          "label=" + label(fmt::format("{}: {}", E.Step, Of.text(E)),
                           Of.shortPlace(E.Site)));
    }
    if (std::string End = Of.endText(Thread); !End.empty()) {
      SiteId Site = Of.record().Threads[Thread.index()].Pending.Site;
      Add(endName(Thread),
          "color=\"#b3261e\", label=" + label(End, Of.shortPlace(Site)));
      HasEnd.insert(Thread);
    }
    return Out + "  }\n";
  }

  ExportModel &Of;
  size_t LeftOut;
  std::vector<bool> IsShown; ///< by event
  std::map<ThreadId, std::vector<size_t>> ByThread;
  std::set<ThreadId> HasEnd;
};

} // namespace

/// What led to the outcome, if that is known and wanted, else all; of these the
/// latest.
static std::vector<size_t> chooseEvents(const ExportModel &Of,
                                        const ExportJob &Job) {
  uint64_t Max = Job.MaxEvents ? Job.MaxEvents : DefaultMaxEvents;
  std::vector<size_t> Chosen;
  for (size_t I = Of.events().size(); I-- > 0 && Chosen.size() < Max;)
    if (Job.AllEvents || Of.slice().empty() || Of.slice()[I])
      Chosen.push_back(I);
  std::reverse(Chosen.begin(), Chosen.end());
  return Chosen;
}

std::string cli::exportDot(const ExportJob &Job) {
  return Graph(Job.first(), chooseEvents(Job.first(), Job)).text();
}
