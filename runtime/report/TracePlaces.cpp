//===- TracePlaces.cpp - What a trace needs of the report -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/TracePlaces.h"

#include "report/Finding.h"
#include "report/Report.h"
#include "report/TraceStacks.h"

#include <algorithm>
#include <map>
#include <unordered_map>

using namespace lockstep;

namespace {
/// The sites of the program's own places, each added once.
class CallerTable {
public:
  CallerTable(std::vector<TraceSite> &Sites, Places &Where)
      : Sites(Sites), Where(Where) {}

  /// The site that says more than \p Site does; invalid when there is none.
  SiteId caller(SiteId Site, StackId Stack) {
    uint64_t Key = uint64_t(Site.Value) << 32 | Stack.Value;
    auto [Known, IsNew] = Found.try_emplace(Key);
    if (IsNew)
      Known->second = siteOf(Where.find(Site, Stack), Site);
    return Known->second;
  }

  SiteId siteOf(const Place &At, SiteId Site) {
    if (!At.isKnown() || At == Where.find(Site, StackId()))
      return {};
    auto [Known, IsNew] = Added.try_emplace(At);
    if (IsNew) {
      Known->second = SiteId(uint32_t(Sites.size()));
      TraceSite &New = Sites.emplace_back();
      New.File = At.File;
      New.Line = At.Line;
      New.Column = At.Column;
      New.Function = At.Function;
    }
    return Known->second;
  }

private:
  std::vector<TraceSite> &Sites;
  Places &Where;
  std::unordered_map<uint64_t, SiteId> Found; ///< by site and stack
  std::map<Place, SiteId> Added;
};
} // namespace

/// Finds the memory objects whose bytes overlap: a trace has no addresses.
static void findOverlaps(const std::vector<ObjectRecord> &Records,
                         Trace &Schedule) {
  std::vector<uint32_t> Sizes(Schedule.Objects.size());
  for (const Event &What : Schedule.Events)
    if (What.Object.index() < Sizes.size())
      Sizes[What.Object.index()] =
          std::max(Sizes[What.Object.index()], What.Size);
  std::vector<uint32_t> Order;
  for (uint32_t I = 0; I < Sizes.size() && I < Records.size(); ++I)
    if (Records[I].Kind == ObjectKind::Memory && Records[I].Address && Sizes[I])
      Order.push_back(I);
  std::stable_sort(Order.begin(), Order.end(), [&](uint32_t A, uint32_t B) {
    return Records[A].Address < Records[B].Address;
  });
  uint64_t End = 0;
  uint32_t Base = 0;
  for (uint32_t I : Order) {
    uint64_t Begin = Records[I].Address;
    // An object at the same place is what came there after a free.
    if (Begin >= End)
      Base = I;
    else if (uint64_t Distance = Begin - Records[Base].Address) {
      Schedule.Objects[I].Base = ObjectId(Base);
      Schedule.Objects[I].Distance = uint32_t(Distance);
    }
    End = std::max(End, Begin + Sizes[I]);
  }
}

void lockstep::completeTrace(ExecutionRecord &Record, Symbolizer &Symbols) {
  NoSourceText Sources;
  ReportStyle Style;
  ReportContext Context(Record, Symbols, Sources, Style);
  Finding Found = describeFinding(Context);
  Trace &Schedule = Record.Schedule;
  Schedule.Summary = summaryText(Context, Found);
  for (uint32_t I = 0; I < Schedule.Objects.size(); ++I)
    Schedule.Objects[I].Name = Context.Names.shortName(ObjectId(I));

  if (Found.Kind == OutcomeKind::DataRace || isMemoryError(Found.Kind))
    addTraceStacks(Context, Found, Schedule);
  findOverlaps(Record.Objects, Schedule);
  CallerTable Callers(Schedule.Sites, Context.Where);
  for (Event &What : Schedule.Events)
    What.Caller = Callers.caller(What.Site, What.Stack);
  for (size_t I = 0; I < Schedule.Ends.size() && I < Record.Threads.size(); ++I)
    if (TraceThreadEnd &End = Schedule.Ends[I];
        End.State != ThreadState::Finished)
      End.Caller = Callers.caller(End.Site, Record.Threads[I].Where);
  for (RaceAccess &Access : Schedule.Accesses)
    Access.Caller = Callers.caller(Access.Site, Access.Stack);
  for (AnnotatedHold &Hold : Schedule.Holds)
    Hold.Caller = Callers.caller(SiteId(), Hold.Stack);
  Schedule.FailedCaller = Callers.siteOf(Found.Where, Schedule.FailedSite);
}
