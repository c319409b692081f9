//===- Progress.cpp - The progress line -----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Progress.h"

#include "platform/Kernel.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace lockstep;

constexpr double Second = 1e9;

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

void Progress::draw(const char *Line, size_t Length) {
  writeAll(Messages, Line, Length);
  Shown = true;
}

void Progress::update(const std::string &Text) {
  if (!isDue())
    return;
  std::string Line = "\r\033[KLockstep: " + Text;
  draw(Line.data(), Line.size());
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
  char Line[240];
  int Length =
      snprintf(Line, sizeof Line,
               "\r\033[KLockstep: %llu executions, %.0f/s, %llu finding%s",
               (unsigned long long)Executions, Rate,
               (unsigned long long)Findings, Findings == 1 ? "" : "s");
  if (Seen.executions())
    Length += snprintf(Line + Length, sizeof Line - size_t(Length),
                       ", %llu behaviors, %.2g %% chance of a new one",
                       (unsigned long long)Seen.behaviors().kinds(),
                       Seen.behaviors().chanceOfNew() * 100);
  if (Left >= 0)
    Length += snprintf(Line + Length, sizeof Line - size_t(Length),
                       ", %.0f s left", Left);
  draw(Line, size_t(Length));
}

void Progress::clear() {
  if (Shown)
    writeAll(Messages, "\r\033[K", 4);
  Shown = false;
}
