//===- Counterpart.cpp - A recorded schedule, in this program -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Counterpart.h"

#include "preload/RecordBuilder.h"
#include "trace/SiteMatch.h"

#include <algorithm>

using namespace lockstep;

Counterpart lockstep::counterpartOf(const Trace &Recorded,
                                    const SiteRegistry &Sites, bool Changed) {
  uint64_t Instrumented = 0;
  for (const TraceModule &Module : Recorded.Modules)
    Instrumented += Module.SiteCount;
  std::vector<uint32_t> Map;
  if (Changed) {
    std::vector<TraceSite> Then = Recorded.Sites;
    Then.resize(std::min<uint64_t>(Then.size(), Instrumented));
    Map = matchSites(Then, describeSites(Sites));
  }
  auto Now = [&](uint32_t Site) {
    // Unannounced places are numbered as they come, so they differ once the
    // schedule does. What the trace does not describe cannot be found.
    if (Site >= Instrumented || (Changed && Site >= Map.size()))
      return NoCounterpart;
    return Changed ? Map[Site] : Site;
  };
  Counterpart Here;
  Here.Schedule = Recorded.Decisions;
  for (Decision &Made : Here.Schedule)
    if (!Made.isValue() && Made.Site != SiteId::InvalidValue)
      Made.Site = Now(Made.Site);
  for (uint32_t Site : Recorded.SharedSites)
    if (uint32_t Found = Now(Site); Found != NoCounterpart)
      Here.Shared.push_back(Found);
  std::sort(Here.Shared.begin(), Here.Shared.end());
  Here.Shared.erase(std::unique(Here.Shared.begin(), Here.Shared.end()),
                    Here.Shared.end());
  return Here;
}
