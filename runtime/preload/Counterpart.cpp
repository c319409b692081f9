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
  uint32_t Instrumented = 0;
  for (const TraceModule &Module : Recorded.Modules)
    Instrumented += Module.SiteCount;
  std::vector<uint32_t> Map(Instrumented);
  for (uint32_t I = 0; I < Instrumented; ++I)
    Map[I] = I;
  if (Changed) {
    std::vector<TraceSite> Then = Recorded.Sites;
    Then.resize(Instrumented);
    Map = matchSites(Then, describeSites(Sites));
  }
  Counterpart Here;
  Here.Schedule = Recorded.Decisions;
  for (Decision &Made : Here.Schedule)
    // Unannounced places are numbered as they come, so they differ once the
    // schedule does.
    if (!Made.isValue() && Made.Site != SiteId::InvalidValue)
      Made.Site = Made.Site < Instrumented ? Map[Made.Site] : NoCounterpart;
  for (uint32_t Site : Recorded.SharedSites)
    if (Site < Instrumented && Map[Site] != NoCounterpart)
      Here.Shared.push_back(Map[Site]);
  std::sort(Here.Shared.begin(), Here.Shared.end());
  Here.Shared.erase(std::unique(Here.Shared.begin(), Here.Shared.end()),
                    Here.Shared.end());
  return Here;
}
