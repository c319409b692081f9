//===- SiteRegistry.cpp - Sites of all modules, and places without one ----===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/SiteRegistry.h"

using namespace lockstep;

bool SiteRegistry::add(lockstep_module &Record) {
  for (const Module &Known : Modules)
    if (Known.Record == &Record)
      return false;
  uint32_t Sites = uint32_t(Record.sites_end - Record.sites_begin);
  Modules.push_back({&Record, Count, Sites});
  Count += Sites;
  return true;
}

SiteId SiteRegistry::search(const lockstep_site *Site) {
  for (const Module &Known : Modules) {
    const lockstep_site *Begin = Known.Record->sites_begin;
    if (Site < Begin || Site >= Known.Record->sites_end)
      continue;
    LastBegin = uint64_t(Begin);
    LastSize = Known.SiteCount * sizeof(lockstep_site);
    LastFirst = Known.FirstSite;
    return SiteId(Known.FirstSite + uint32_t(Site - Begin));
  }
  return SiteId();
}

SiteId SiteRegistry::place(uint64_t ReturnAddress) {
  auto [Found, New] =
      PlaceIds.try_emplace(ReturnAddress, uint32_t(Places.size()));
  if (New) {
    Places.push_back(ReturnAddress);
    if (NewPlaceCount && *NewPlaceCount < NewPlaces.size())
      NewPlaces[(*NewPlaceCount)++] = ReturnAddress;
  }
  return SiteId(FirstPlace + Found->second);
}

const lockstep_site *SiteRegistry::record(SiteId Id) const {
  for (const Module &Known : Modules)
    if (Id.index() - Known.FirstSite < Known.SiteCount)
      return Known.Record->sites_begin + (Id.index() - Known.FirstSite);
  return nullptr;
}
