//===- Folding.cpp - Which events a schedule shows ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Folding.h"

#include <algorithm>

using namespace lockstep;

/// Of a stretch of one thread, this many events are shown at either end.
static constexpr size_t StretchEnd = 3;
/// A fold of fewer events would save nothing.
static constexpr size_t SmallestFold = 3;

uint64_t lockstep::countSwitches(std::span<const ThreadId> Threads) {
  uint64_t Switches = 0;
  for (size_t I = 1; I < Threads.size(); ++I)
    Switches += Threads[I] != Threads[I - 1];
  return Switches;
}

namespace {
class Folder {
public:
  Folder(std::span<const ThreadId> Threads, const std::vector<bool> &Matters)
      : Threads(Threads), Matters(Matters) {}

  std::vector<bool> stretchEnds() const;
  std::vector<ScheduleRow> rows(const std::vector<bool> &Keep) const;

private:
  bool matters(size_t I) const { return Matters.empty() || Matters[I]; }
  ScheduleRow makeFold(size_t First, size_t Count) const;

  std::span<const ThreadId> Threads;
  const std::vector<bool> &Matters;
};
} // namespace

/// Marks the events at the ends of each stretch, among those that matter.
std::vector<bool> Folder::stretchEnds() const {
  std::vector<size_t> Shown;
  for (size_t I = 0; I < Threads.size(); ++I)
    if (matters(I))
      Shown.push_back(I);
  std::vector<bool> Keep(Threads.size());
  for (size_t Begin = 0, End; Begin < Shown.size(); Begin = End) {
    ThreadId Thread = Threads[Shown[Begin]];
    for (End = Begin; End < Shown.size() && Threads[Shown[End]] == Thread;)
      ++End;
    for (size_t I = Begin; I < End; ++I)
      Keep[Shown[I]] = I - Begin < StretchEnd || End - I <= StretchEnd;
  }
  return Keep;
}

ScheduleRow Folder::makeFold(size_t First, size_t Count) const {
  std::span<const ThreadId> Folded = Threads.subspan(First, Count);
  uint64_t Switches = countSwitches(Folded);
  bool Quiet = true;
  for (size_t I = First; I < First + Count; ++I)
    Quiet &= !matters(I);
  return {First, Count, Switches ? ThreadId() : Folded[0], Switches, Quiet};
}

std::vector<ScheduleRow> Folder::rows(const std::vector<bool> &Keep) const {
  std::vector<ScheduleRow> Rows;
  for (size_t I = 0; I < Threads.size();) {
    size_t End = I;
    while (End < Threads.size() && !Keep[End])
      ++End;
    if (End - I >= SmallestFold) {
      Rows.push_back(makeFold(I, End - I));
      I = End;
      continue;
    }
    for (End = std::max(End, I + 1); I < End; ++I)
      Rows.push_back({I, 1, Threads[I]});
  }
  return Rows;
}

std::vector<ScheduleRow>
lockstep::foldSchedule(std::span<const ThreadId> Threads,
                       std::span<const size_t> Evidence, size_t MaxRows,
                       const std::vector<bool> &Matters,
                       std::span<const size_t> Chosen) {
  Folder Work(Threads, Matters);
  std::vector<bool> Keep = Work.stretchEnds();
  for (std::span<const size_t> Shown : {Evidence, Chosen})
    for (size_t Index : Shown)
      if (Index < Keep.size())
        Keep[Index] = true;
  std::vector<ScheduleRow> Rows = Work.rows(Keep);
  if (Rows.size() <= MaxRows)
    return Rows;

  // Too many: the end tells most, the start says how it began, and what the
  // text above cites must be found. Each piece of evidence may cost two rows
  // of fold beside it.
  size_t Cited = std::min(Evidence.size(), MaxRows / 6);
  size_t Head = MaxRows / 6, Tail = MaxRows - 2 * Cited - Head - 1;
  std::vector<bool> Few(Threads.size());
  for (size_t I = 0; I < Head; ++I)
    for (size_t J = 0; J < Rows[I].Count; ++J)
      Few[Rows[I].First + J] = Rows[I].Count == 1;
  for (size_t I = Rows.size() - Tail; I < Rows.size(); ++I)
    Few[Rows[I].First] = Rows[I].Count == 1;
  for (std::span<const size_t> Shown : {Evidence.last(Cited), Chosen})
    for (size_t Index : Shown)
      if (Index < Few.size())
        Few[Index] = true;
  return Work.rows(Few);
}
