//===- SiteRegistry.h - Sites, and places without one -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_SITEREGISTRY_H
#define LOCKSTEP_PLATFORM_SITEREGISTRY_H

#include "base/Ids.h"
#include "base/Placement.h"
#include "lockstep/hooks.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace lockstep {

/// Numbers the sites of instrumented modules, module after module as they
/// register; and, in a range of their own, the return addresses of calls that
/// no pass announced. Used by one thread at a time.
class SiteRegistry {
public:
  struct Module {
    lockstep_module *Record;
    uint32_t FirstSite;
    uint32_t SiteCount;
  };

  /// Adds a module, once. \returns false when it was there.
  bool add(lockstep_module &Record);
  const std::vector<Module> &modules() const { return Modules; }
  /// All instrumented sites.
  uint32_t siteCount() const { return Count; }

  SiteId of(const lockstep_site *Site) {
    uint64_t Offset = uint64_t(Site) - LastBegin;
    if (Offset < LastSize) [[likely]]
      return SiteId(LastFirst + uint32_t(Offset / sizeof(lockstep_site)));
    return search(Site);
  }

  /// The id of a call that returns to \p ReturnAddress.
  SiteId place(uint64_t ReturnAddress);
  /// From now on writes the return addresses of new places to \p Space, too,
  /// and how many there are to \p Number.
  void logPlaces(std::span<uint64_t> Space, uint32_t &Number) {
    NewPlaces = Space;
    NewPlaceCount = &Number;
  }
  /// Return addresses of the places, by id - FirstPlace.
  const std::vector<uint64_t> &places() const { return Places; }

  /// The record of an instrumented site; null for other ids.
  const lockstep_site *record(SiteId Id) const;

private:
  LOCKSTEP_EACH_EXECUTION SiteId search(const lockstep_site *Site);

  std::vector<Module> Modules;
  uint32_t Count = 0;
  uint64_t LastBegin = 0;
  uint64_t LastSize = 0;
  uint32_t LastFirst = 0;
  std::vector<uint64_t> Places;
  std::unordered_map<uint64_t, uint32_t> PlaceIds;
  std::span<uint64_t> NewPlaces;
  uint32_t *NewPlaceCount = nullptr;
};

} // namespace lockstep

#endif
