//===- BlameText.cpp - The blame point, for a person ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/BlameText.h"

#include "report/EventText.h"
#include "report/Messages.h"
#include "report/Paint.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
constexpr size_t BarWidth = 40;
} // namespace

/// \p Value, which is not negative, without the mathematics library: programs
/// that have no need of it shall not get it from the runtime.
static uint64_t rounded(double Value) { return uint64_t(Value + 0.5); }

static std::string percent(double Rate) {
  return std::to_string(rounded(100 * Rate)) + " %";
}

static double rateOf(const Blame &Found, size_t Measure) {
  return double(Found.Measures[Measure].Failures) / double(Found.Samples);
}

/// What the decision at \p Step did: "T1 'bob' write x = 1 at bank.cpp:9:3".
static std::string decisionText(ReportContext &Context, uint64_t Step) {
  const Trace &Schedule = Context.Record.Schedule;
  const Decision &Made = Schedule.Decisions[Step];
  std::string Thread = Context.thread(Made.thread());
  if (Made.isValue())
    return messages::valueDecision(Thread, Made.reason(), Made.choice(),
                                   Made.bound());
  auto E = std::lower_bound(
      Schedule.Events.begin(), Schedule.Events.end(), Step,
      [](const Event &Each, uint64_t Wanted) { return Each.Step < Wanted; });
  if (E == Schedule.Events.end() || E->Step != Step)
    return Thread + ": " + operationText(Made.Kind);
  Place At = Context.place(*E);
  std::string Text = Thread + ": " + eventText(*E, Context.Names) +
                     (At.isKnown() ? " at " + At.text() : "");
  std::string Quote = Context.quote(At);
  return Quote.empty() ? Text : Text + "\n" + Quote;
}

static std::string sentence(const Blame &Found) {
  const std::vector<BlameMeasure> &Measures = Found.Measures;
  if (!Found.After)
    return "It fails in " + percent(rateOf(Found, 0)) +
           " of the executions however it begins: no step makes it more "
           "likely.";
  std::string Step = std::to_string(Measures[Found.After].Prefix - 1);
  std::string Text = "After step " + Step + " it fails in " +
                     percent(rateOf(Found, Found.After)) +
                     " of the executions, before in " +
                     percent(rateOf(Found, Found.After - 1)) + ".";
  if (!Found.isClear())
    Text += " That is the largest rise, but no clear one: more --samples tell "
            "more.";
  return Text;
}

static std::string chart(const Blame &Found, const Paint &Colors) {
  std::string Text = "  after step  fails\n";
  for (size_t I = 0; I < Found.Measures.size(); ++I) {
    uint64_t Prefix = Found.Measures[I].Prefix;
    std::string Step = Prefix ? std::to_string(Prefix - 1) : "-";
    Interval Range = Found.interval(I);
    std::string Bar(rounded(rateOf(Found, I) * BarWidth), '#');
    std::string Number = std::to_string(rounded(100 * rateOf(Found, I)));
    std::string Line =
        std::string(Step.size() < 12 ? 12 - Step.size() : 0, ' ');
    Line += Step;
    Line += "  ";
    Line += std::string(Number.size() < 3 ? 3 - Number.size() : 0, ' ');
    Line += Number + " %  " + padText(Bar, BarWidth) + "  " +
            percent(Range.Low) + " to " + percent(Range.High);
    Text += (I && I == Found.After ? Colors.mark(Line) : Line) + "\n";
  }
  return Text;
}

std::string lockstep::renderBlame(ReportContext &Context, const Blame &Found) {
  Paint Colors(Context.Style.Color);
  std::string Text = Colors.bold(sentence(Found)) + "\n";
  if (Found.After)
    Text +=
        decisionText(Context, Found.Measures[Found.After].Prefix - 1) + "\n";
  return Text + "\n" + chart(Found, Colors);
}
