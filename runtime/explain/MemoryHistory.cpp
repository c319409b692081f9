//===- MemoryHistory.cpp - Who wrote which bytes last ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/MemoryHistory.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::explain;

/// An access of unknown size is taken to be of the widest that one instruction
/// makes.
static uint64_t bytes(uint32_t Size) {
  constexpr uint32_t Widest = 64;
  return Size ? Size : Widest;
}

uint64_t MemoryHistory::address(ObjectId Where) const {
  if (Where.index() < Addresses.size() && Addresses[Where.index()])
    return Addresses[Where.index()];
  // Far from everything else: no program has addresses in that half.
  return uint64_t(1) << 63 | uint64_t(Where.index()) << 31;
}

MemoryHistory::SpanMap::const_iterator MemoryHistory::firstAt(const SpanMap &Of,
                                                              uint64_t Begin) {
  auto It = Of.upper_bound(Begin);
  if (It != Of.begin() && std::prev(It)->second.End > Begin)
    --It;
  return It;
}

void MemoryHistory::read(ObjectId Where, uint32_t Size,
                         std::vector<EventIndex> &Writers) const {
  uint64_t Begin = address(Where), End = Begin + bytes(Size);
  for (auto It = firstAt(Spans, Begin); It != Spans.end() && It->first < End;
       ++It)
    if (Writers.empty() || Writers.back() != It->second.Event)
      Writers.push_back(It->second.Event);
}

void MemoryHistory::write(ObjectId Where, uint32_t Size, EventIndex Event) {
  uint64_t Begin = address(Where), End = Begin + bytes(Size);
  // Most writes are to what was written before, in the same width.
  auto Same = Spans.find(Begin);
  if (Same != Spans.end() && Same->second.End == End) {
    Same->second.Event = Event;
    return;
  }
  for (auto It = firstAt(Spans, Begin); It != Spans.end() && It->first < End;) {
    auto [OldBegin, Old] = *It;
    It = Spans.erase(It);
    if (OldBegin < Begin)
      Spans.emplace(OldBegin, Span{Begin, Old.Event});
    if (Old.End > End)
      Spans.emplace(End, Span{Old.End, Old.Event});
  }
  Spans.emplace(Begin, Span{End, Event});
}

std::vector<EventIndex> MemoryHistory::lastWriters() const {
  std::vector<EventIndex> Writers;
  for (const auto &[Begin, Last] : Spans)
    Writers.push_back(Last.Event);
  std::sort(Writers.begin(), Writers.end());
  Writers.erase(std::unique(Writers.begin(), Writers.end()), Writers.end());
  return Writers;
}
