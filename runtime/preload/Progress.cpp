//===- Progress.cpp - The progress line -----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Progress.h"

#include "platform/Kernel.h"
#include "preload/Findings.h"
#include "report/Text.h"

#include <algorithm>
#include <unistd.h>

using namespace lockstep;

namespace {
constexpr double Second = 1e9;
/// Columns of what is no terminal.
constexpr unsigned Unlimited = 1000;
} // namespace

Progress::Progress(const Settings &Wanted, int Messages)
    : Wanted(Wanted), Messages(Messages),
      Enabled(
          Wanted.Values.Progress == WhenChoice::Always ||
          (Wanted.Values.Progress == WhenChoice::Auto && isatty(Messages))) {}

bool Progress::isDue() {
  constexpr uint64_t Pause = 100000000;
  uint64_t Now = Enabled ? monotonicNanoseconds() : 0;
  if (!Enabled || Now - LastDrawn < Pause)
    return false;
  LastDrawn = Now;
  return true;
}

void Progress::draw(const std::string &Text) {
  // One column stays free: at the edge some terminals go to the next line,
  // which nobody clears.
  unsigned Width = isatty(Messages) ? terminalWidth(Messages) : Unlimited;
  std::string Line =
      "\r\033[K" + clipText("Lockstep: " + Text, std::max(Width, 2u) - 1);
  writeAll(Messages, Line.data(), Line.size());
  Shown = true;
}

void Progress::update(const std::string &Text) {
  if (isDue())
    draw(Text);
}

/// What has been explored, the most telling first: a narrow terminal shows the
/// beginning.
static std::string exploredText(const Coverage &Seen) {
  uint64_t Possible = Seen.possiblePairs();
  return countText(Seen.behaviors().kinds(), "behavior") + " (" +
         percentText(Seen.behaviors().chanceOfNew()) + " new), " +
         countText(Seen.schedules().kinds(), "schedule") + ", " +
         std::to_string(Possible - Seen.missingPairs()) + " of " +
         countText(Possible, "pair") + ", " + countText(Seen.sites(), "site");
}

void Progress::update(uint64_t Executions, uint64_t Findings, uint64_t Started,
                      const Coverage &Seen) {
  if (!isDue())
    return;
  double Elapsed = double(LastDrawn - Started) / Second;
  double Rate = Elapsed > 0 ? double(Executions) / Elapsed : 0;
  double Left = -1;
  if (Wanted.Iterations != UnboundedIterations && Rate > 0)
    Left = double(Wanted.Iterations - std::min(Executions, Wanted.Iterations)) /
           Rate;
  if (Wanted.TimeMilliseconds) {
    double Remaining =
        std::max(0.0, double(Wanted.TimeMilliseconds) / 1000 - Elapsed);
    Left = Left < 0 ? Remaining : std::min(Left, Remaining);
  }
  std::string Text = countText(Executions, "execution") + ", " +
                     std::to_string(uint64_t(Rate + 0.5)) + "/s, " +
                     countText(Findings, "finding");
  if (Left >= 0)
    Text += ", " + std::to_string(uint64_t(Left + 0.5)) + " s left";
  if (Seen.executions())
    Text += ", " + exploredText(Seen);
  draw(Text);
}

void Progress::clear() {
  if (Shown)
    writeAll(Messages, "\r\033[K", 4);
  Shown = false;
}
