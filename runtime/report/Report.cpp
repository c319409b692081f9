//===- Report.cpp - What happened, for a person ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"

#include "report/Finding.h"
#include "report/Messages.h"
#include "report/Paint.h"
#include "report/Schedule.h"
#include "report/Stacks.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

namespace {
constexpr size_t MaxOutputBytes = 16384;
constexpr size_t MaxListed = 20;
/// Bounds each line of prose; a source line or a message may be anything.
constexpr size_t MaxLine = 400;
} // namespace

static std::string bodyText(const Finding &Found) {
  std::string Text;
  for (const std::string &Line : Found.Body)
    Text += clipText(Line, MaxLine) + "\n";
  return Text;
}

static std::string titleText(ReportContext &Context, const Finding &Found) {
  return Paint(Context.Style.Color)
             .alarm(clipText(messages::title(Found.Kind, Found.Headline),
                             MaxLine)) +
         "\n";
}

static std::string headSection(ReportContext &Context, const Finding &Found) {
  const Trace &Schedule = Context.Record.Schedule;
  size_t Width = std::max<size_t>(Context.Style.Width, 60);
  std::string Text = std::string(Width, '=') + "\n";
  Text += titleText(Context, Found);
  if (!Schedule.Strategy.empty())
    Text += messages::foundBy(escapeText(Schedule.Strategy), Schedule.Iteration,
                              Schedule.CampaignSeed) +
            "\n";
  if (Schedule.Truncated)
    Text += messages::truncatedTrace() + "\n";
  return Text + bodyText(Found);
}

/// Where the objects that have only a number were first used.
static std::string objectsSection(ReportContext &Context) {
  std::vector<ObjectId> Objects = Context.Names.numberedInUse();
  if (Objects.empty())
    return {};
  std::string Text = messages::objectsSection() + "\n";
  for (size_t I = 0; I < Objects.size(); ++I) {
    if (I == MaxListed) {
      Text += "  " + messages::andMore(Objects.size() - I) + "\n";
      break;
    }
    size_t First = Context.Names.firstUse(Objects[I]);
    if (First == NoEvent)
      continue;
    const Event &E = Context.Record.Schedule.Events[First];
    Text += "  " +
            messages::objectFirstUsed(
                Context.Names.shortName(Objects[I]),
                Context.Record.Objects[Objects[I].index()].Kind,
                messages::threadTag(E.Thread), Context.place(E).text()) +
            "\n";
  }
  return Text;
}

static std::string outputSection(ReportContext &Context) {
  std::string_view Output = Context.Record.ProgramOutput;
  size_t MaxLines = Context.Style.OutputLines;
  if (Output.empty() || MaxLines == 0)
    return {};
  if (Output.ends_with('\n'))
    Output.remove_suffix(1);
  size_t Begin = Output.size(), Lines = 0;
  while (Begin > 0 && Output.size() - Begin < MaxOutputBytes) {
    if (Output[Begin - 1] == '\n' && ++Lines == MaxLines)
      break;
    --Begin;
  }
  std::string Text = messages::outputSection() + "\n";
  if (Begin > 0)
    Text += "  " + messages::outputCut(Begin) + "\n";
  while (Begin <= Output.size()) {
    size_t End = std::min(Output.find('\n', Begin), Output.size());
    Text += "  | " +
            clipText(escapeText(Output.substr(Begin, End - Begin)), MaxLine) +
            "\n";
    Begin = End + 1;
  }
  return Text;
}

static std::string uncontrolledSection(ReportContext &Context) {
  const std::vector<UncontrolledCall> &Calls = Context.Record.Uncontrolled;
  if (Calls.empty())
    return {};
  std::string Text = messages::uncontrolledSection() + "\n";
  for (size_t I = 0; I < Calls.size(); ++I) {
    if (I == MaxListed) {
      Text += "  " + messages::andMore(Calls.size() - I) + "\n";
      break;
    }
    Place At = Context.Where.find(SiteId(), Calls[I].Where);
    Text +=
        "  " +
        messages::uncontrolledCall(clipText(escapeText(Calls[I].Function), 80),
                                   Calls[I].Count, At.text()) +
        "\n";
  }
  return Text;
}

std::string lockstep::summaryText(const ReportContext &Context,
                                  const Finding &Found) {
  std::string_view Program = baseName(Context.Record.Schedule.Program);
  std::string Which = escapeText(Context.Record.Sanitizer.Kind);
  if (Found.Where.isKnown())
    return messages::summary(Found.Kind, Which, Found.Where.text());
  return messages::summary(Found.Kind, Which,
                           messages::inProgram(escapeText(Program)));
}

static std::string lastSection(ReportContext &Context, const Finding &Found) {
  const ReportStyle &Style = Context.Style;
  Paint Colors(Style.Color);
  std::string Text;
  if (!Style.TracePath.empty())
    Text += messages::tracePath(escapeText(Style.TracePath)) + "\n";
  if (!Style.ReplayCommand.empty())
    Text += messages::replay(escapeText(Style.ReplayCommand)) + "\n";
  return Text + Colors.bold(summaryText(Context, Found)) + "\n";
}

std::string lockstep::renderReport(const ExecutionRecord &Record,
                                   Symbolizer &Symbols, SourceText &Sources,
                                   const ReportStyle &Style) {
  ReportContext Context(Record, Symbols, Sources, Style);
  Finding Found = describeFinding(Context);
  std::string Text = headSection(Context, Found);
  std::string Stacks = stacksSection(Context, Found);
  std::string Schedule = scheduleSection(Context, Found);
  // Last of the sections, but after the others have named their objects.
  for (const std::string &Section :
       {Stacks, Schedule, objectsSection(Context), outputSection(Context),
        uncontrolledSection(Context), lastSection(Context, Found)})
    if (!Section.empty())
      Text += "\n" + Section;
  return Text;
}

std::string lockstep::findingText(ReportContext &Context) {
  Finding Found = describeFinding(Context);
  std::string Text = titleText(Context, Found) + bodyText(Found);
  std::string Stacks = stacksSection(Context, Found);
  return Stacks.empty() ? Text : Text + "\n" + Stacks;
}

std::string lockstep::summaryLine(const ExecutionRecord &Record,
                                  Symbolizer &Symbols) {
  NoSourceText Sources;
  ReportStyle Style;
  ReportContext Context(Record, Symbols, Sources, Style);
  Finding Found = describeFinding(Context);
  return summaryText(Context, Found);
}
