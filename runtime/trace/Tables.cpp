//===- Tables.cpp - The fields of a trace's tables ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Tables.h"

#include <algorithm>
#include <utility>

using namespace lockstep;

void lockstep::writeSites(FieldWriter &F, const std::vector<TraceSite> &Sites) {
  F.expectAtMost(Sites.size(), limits::MaxSites, "the number of sites");
  const TraceSite Empty;
  size_t Named = 0;
  for (const TraceSite &Site : Sites)
    Named += Site != Empty;
  F.varint(Sites.size());
  F.varint(Named);
  size_t Next = 0;
  for (size_t I = 0; I < Sites.size(); ++I) {
    if (Sites[I] == Empty)
      continue;
    F.varint(I - Next);
    Next = I + 1;
    siteFields(F, Sites[I]);
  }
}

void lockstep::readSites(FieldReader &F, std::vector<TraceSite> &Sites) {
  uint64_t Count = F.varint("the number of sites", limits::MaxSites);
  uint64_t Named = F.varint("the number of named sites", Count);
  Sites.resize(Count);
  uint64_t Next = 0;
  for (uint64_t I = 0; I < Named && !F.failed(); ++I) {
    // Enough room must stay for the entries that are still to come.
    uint64_t Room = Count - Next - (Named - I);
    uint64_t Site = Next + F.varint("a site's distance", Room);
    siteFields(F, Sites[Site]);
    Next = Site + 1;
  }
}

void lockstep::writeOperations(FieldWriter &F,
                               const std::vector<Decision> &Operations) {
  uint32_t Before = 0;
  F.list(Operations, limits::MaxOperations, "the operation list",
         [&](const Decision &Operation) {
           F.enumerator(Operation.Kind, OpKindCount, "an operation's kind");
           F.byte(Operation.Flags);
           if (Operation.isValue())
             return;
           F.index(Operation.Site, "an operation's site");
           F.integer(int32_t(Operation.Object - Before),
                     "an operation's object");
           Before = Operation.Object;
         });
}

void lockstep::readOperations(FieldReader &F,
                              std::vector<Decision> &Operations) {
  uint32_t Before = 0;
  F.list(Operations, limits::MaxOperations, "the operation list",
         [&](Decision &Operation) {
           F.enumerator(Operation.Kind, OpKindCount, "an operation's kind");
           Operation.Flags = F.byte("an operation's flags");
           if (Operation.isValue())
             return;
           F.index(Operation.Site, "an operation's site");
           int32_t Distance = 0;
           F.integer(Distance, "an operation's object");
           Before += uint32_t(Distance);
           Operation.Object = Before;
         });
}

void lockstep::writeOverlaps(FieldWriter &F,
                             const std::vector<TraceObject> &Objects) {
  auto Overlaps = [](const TraceObject &Object) {
    return Object.Base.isValid();
  };
  F.varint(uint64_t(std::count_if(Objects.begin(), Objects.end(), Overlaps)));
  uint64_t Before = 0;
  for (uint64_t I = 0; I < Objects.size(); ++I) {
    if (!Overlaps(Objects[I]))
      continue;
    F.varint(I - std::exchange(Before, I));
    F.index(Objects[I].Base.Value, "an object's base");
    F.varint(Objects[I].Distance);
  }
}

void lockstep::readOverlaps(FieldReader &F, std::vector<TraceObject> &Objects) {
  uint64_t At = 0;
  uint64_t Count = F.varint("the number of overlaps", Objects.size());
  for (; Count && !F.failed(); --Count) {
    At += F.varint("an object that overlaps", Objects.size());
    TraceObject Ignored;
    bool Exists = At < Objects.size();
    if (!Exists)
      F.fail("an object that overlaps does not exist");
    TraceObject &Object = Exists ? Objects[At] : Ignored;
    F.index(Object.Base.Value, "an object's base");
    Object.Distance = uint32_t(F.varint("an object's distance", UINT32_MAX));
    if (!Object.Base.isValid())
      F.fail("an object that overlaps has no base");
  }
}
