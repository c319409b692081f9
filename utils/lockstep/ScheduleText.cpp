//===- ScheduleText.cpp - A schedule in columns by thread -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedule.h"

#include "report/Text.h"

#include <algorithm>
#include <fmt/core.h>
#include <utility>

using namespace lockstep;
using namespace lockstep::cli;

/// A column narrower than this says nothing.
static constexpr size_t NarrowestColumn = 22;
static constexpr size_t Gap = 2;

static void printField(const char *Name, const std::string &Value) {
  if (!Value.empty())
    fmt::print("{:<12}{}\n", Name, Value);
}

/// The status or the signal, where the program itself ended so.
static std::string ending(const Trace &Source) {
  std::string Text = outcomeSlug(Source.Outcome);
  bool Exited = Source.Outcome == OutcomeKind::Passed ||
                Source.Outcome == OutcomeKind::ExitStatus;
  if (Exited && Source.ExitCode)
    Text += fmt::format(" {}", Source.ExitCode);
  if (Source.Outcome == OutcomeKind::Signal)
    Text += fmt::format(" {}", Source.SignalNumber);
  return Text;
}

static void printHeader(const Schedule &Of) {
  const Trace &Source = Of.trace();
  std::string Command = escapeText(Source.Program);
  for (size_t I = 1; I < Source.Arguments.size(); ++I)
    Command += " " + escapeText(Source.Arguments[I]);
  printField("Program", Command);
  for (const std::string &Variable : Source.Environment)
    printField("Environment", escapeText(Variable));
  printField("Lockstep", escapeText(Source.ToolVersion));
  printField("Strategy", fmt::format("{}, seed {}, iteration {}",
                                     escapeText(Source.Strategy),
                                     Source.CampaignSeed, Source.Iteration));
  printField("Options", escapeText(Source.Options));
  printField("Outcome", ending(Source));
  printField("Summary", escapeText(Source.Summary));
  printField("Threads", std::to_string(Of.threadCount()));
  printField("Decisions",
             fmt::format("{}{}", Source.Decisions.size(),
                         Source.Truncated ? " (the file was cut; this is its "
                                            "readable beginning)"
                                          : ""));
}

namespace {
/// Prints rows of cells, wrapped at their column's width.
class Columns {
public:
  explicit Columns(std::vector<size_t> Widths) : Widths(std::move(Widths)) {}

  /// \p Cells has one text per column; the first is a number or
  /// its title, and never empty.
  void print(const std::vector<std::string> &Cells) {
    std::vector<std::vector<std::string>> Lines;
    size_t Rows = 1;
    for (size_t I = 0; I < Cells.size(); ++I) {
      Lines.push_back(wrap(Cells[I], Widths[I]));
      Rows = std::max(Rows, Lines.back().size());
    }
    Lines[0][0].insert(0, Widths[0] - Lines[0][0].size(), ' ');
    for (size_t Row = 0; Row < Rows; ++Row) {
      std::string Text;
      for (size_t I = 0; I < Cells.size(); ++I)
        Text += padText(Row < Lines[I].size() ? Lines[I][Row] : "",
                        Widths[I] + Gap);
      Text.erase(Text.find_last_not_of(' ') + 1);
      fmt::print("{}\n", Text);
    }
  }

private:
  /// Breaks at blanks, and inside a word that is longer than a line.
  static std::vector<std::string> wrap(std::string_view Text, size_t Width) {
    std::vector<std::string> Lines;
    std::string Line;
    while (!Text.empty()) {
      std::string_view Word = Text.substr(0, Text.find(' '));
      Text.remove_prefix(std::min(Word.size() + 1, Text.size()));
      while (!Word.empty()) {
        size_t Used = Line.empty() ? 0 : displayWidth(Line) + 1;
        if (Used + displayWidth(Word) <= Width) {
          Line += (Line.empty() ? "" : " ") + std::string(Word);
          break;
        }
        if (!Line.empty()) {
          Lines.push_back(std::exchange(Line, ""));
          continue;
        }
        size_t Cut = prefixOfWidth(Word, Width);
        Lines.emplace_back(Word.substr(0, Cut));
        Word.remove_prefix(Cut);
      }
    }
    if (!Line.empty())
      Lines.push_back(Line);
    return Lines;
  }

  /// Bytes of \p Text that take \p Width columns.
  static size_t prefixOfWidth(std::string_view Text, size_t Width) {
    size_t Length = 0;
    while (Length < Text.size()) {
      bool Starts = (Text[Length] & 0xc0) != 0x80;
      if (Starts && Width-- == 0)
        break;
      ++Length;
    }
    return Length;
  }

  std::vector<size_t> Widths;
};
} // namespace

static std::string cell(Schedule &Of, const Decision &Choice) {
  std::string Text = Of.what(Choice), Place = Of.where(Choice);
  return Place.empty() ? Text : Text + " " + Place;
}

/// The threads that get a column: those with a decision that is shown.
static std::vector<uint32_t> shownThreads(const Schedule &Of,
                                          const Selection &Which) {
  std::vector<bool> Shown(Of.threadCount());
  const std::vector<Decision> &Decisions = Of.trace().Decisions;
  for (uint64_t Step = 0; Step < Decisions.size(); ++Step)
    if (Which.contains(Step, Decisions[Step]))
      Shown[Decisions[Step].Thread] = true;
  std::vector<uint32_t> Threads;
  for (uint32_t I = 0; I < Shown.size(); ++I)
    if (Shown[I])
      Threads.push_back(I);
  return Threads;
}

void cli::printSchedule(Schedule &Of, const Selection &Which, unsigned Width) {
  printHeader(Of);
  const std::vector<Decision> &Decisions = Of.trace().Decisions;
  std::vector<uint32_t> Threads = shownThreads(Of, Which);
  if (Threads.empty())
    return;
  fmt::print("\n");
  size_t StepWidth =
      std::max<size_t>(4, std::to_string(Decisions.size()).size());
  size_t Room = Width > StepWidth ? Width - StepWidth : 0;
  size_t Column = Room / Threads.size();
  bool ByThread = Column >= NarrowestColumn + Gap;

  std::vector<size_t> Widths{StepWidth};
  std::vector<std::string> Titles{"step"};
  std::vector<size_t> ColumnOf(Of.threadCount());
  for (uint32_t Thread : Threads) {
    ColumnOf[Thread] = ByThread ? Widths.size() : 1;
    if (ByThread) {
      Widths.push_back(Column - Gap);
      Titles.push_back(Of.threadName(Thread));
    }
  }
  if (!ByThread) {
    Widths.push_back(std::max(Room, NarrowestColumn) - Gap);
    Titles.push_back("thread, operation");
  }

  Columns Table(Widths);
  Table.print(Titles);
  for (uint64_t Step = 0; Step < Decisions.size(); ++Step) {
    const Decision &Choice = Decisions[Step];
    if (!Which.contains(Step, Choice))
      continue;
    std::vector<std::string> Cells(Widths.size());
    Cells[0] = std::to_string(Step);
    Cells[ColumnOf[Choice.Thread]] =
        ByThread ? cell(Of, Choice)
                 : Of.threadName(Choice.Thread) + ": " + cell(Of, Choice);
    Table.print(Cells);
  }
}
