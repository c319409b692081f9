//===- SharedMap.cpp - Which memory is really shared ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/SharedMap.h"

#include <algorithm>

using namespace lockstep;

MemoryCell &SharedMap::cell(uint64_t Address) {
  return Pages.get(Address >> PageBits).Cells[(Address >> 3) % CellsPerPage];
}

/// Sets \p Overlap to the bytes of \p Mask that a thread other than \p Thread
/// touched, and makes \p Thread the owner of the untouched rest.
bool SharedMap::ownedByOther(MemoryCell &Cell, uint64_t Granule, uint8_t Mask,
                             ThreadId Thread, uint8_t &Overlap) {
  Overlap = 0;
  if (!Cell.Mixed) {
    Overlap = Cell.Touched & Mask;
    if ((Mask & ~Cell.Touched) == 0)
      return Overlap != 0;
    // New bytes for another thread: from now on each byte has its own owner.
    Cell.Mixed = 1;
    ByteOwners &Owners = Mixed[Granule];
    for (unsigned Byte = 0; Byte < 8; ++Byte)
      Owners.Owner[Byte] =
          Cell.Touched & (1u << Byte) ? Cell.Owner : ThreadId();
  }
  ByteOwners &Owners = Mixed[Granule];
  Overlap = 0;
  for (unsigned Byte = 0; Byte < 8; ++Byte) {
    if (!(Mask & (1u << Byte)))
      continue;
    if (!Owners.Owner[Byte].isValid())
      Owners.Owner[Byte] = Thread;
    else if (Owners.Owner[Byte] != Thread)
      Overlap |= uint8_t(1u << Byte);
  }
  return Overlap != 0;
}

bool SharedMap::touchCell(MemoryCell &Cell, uint64_t Granule, uint8_t Mask,
                          bool Write, ThreadId Thread) {
  if (!Cell.Touched)
    Cell.Owner = Thread;
  else if (Cell.Mixed || Cell.Owner != Thread) {
    uint8_t Overlap;
    if (ownedByOther(Cell, Granule, Mask, Thread, Overlap))
      Cell.Multiple |= Overlap;
  }
  Cell.Touched |= Mask;
  if (Write)
    Cell.Written |= Mask;
  return Cell.Multiple & Cell.Written & Mask;
}

SharedMap::Touch SharedMap::touch(uint64_t Address, uint64_t Size, bool Write,
                                  ThreadId Thread, SiteId Site) {
  Touch Result{false, SiteId(), SiteId()};
  uint64_t End = Address + Size;
  while (Address < End) {
    MemoryCell &Cell = cell(Address);
    unsigned First = Address & 7;
    unsigned Count = unsigned(std::min<uint64_t>(8 - First, End - Address));
    uint8_t Mask = uint8_t(((1u << Count) - 1) << First);
    if (touchCell(Cell, Address >> 3, Mask, Write, Thread)) {
      Result.Shared = true;
      Result.Previous = Cell.LastSite;
      Result.Before = Cell.OtherSite;
    }
    if (Cell.LastThread != Thread) {
      Cell.OtherSite = Cell.LastSite;
      Cell.LastThread = Thread;
    }
    Cell.LastSite = Site;
    Address += Count;
  }
  return Result;
}

bool SharedMap::isForeign(uint64_t Address, uint64_t Size,
                          ThreadId Thread) const {
  uint64_t End = Address + Size;
  for (uint64_t Granule = Address & ~uint64_t(7); Granule < End;) {
    Page *Known = Pages.find(Granule >> PageBits);
    if (!Known) {
      Granule = ((Granule >> PageBits) + 1) << PageBits;
      continue;
    }
    // What is no plain memory has no owner here: it is there to be shared.
    const MemoryCell &Cell = Known->Cells[(Granule >> 3) % CellsPerPage];
    if (Cell.Objects.isValid() || isForeign(Cell, Thread))
      return true;
    Granule += 8;
  }
  return false;
}

void SharedMap::forget(uint64_t Address, uint64_t Size, ThreadId Thread,
                       std::vector<SiteId> *Sites) {
  if (!Size)
    return;
  uint64_t First = Address >> 3, Last = (Address + Size - 1) >> 3;
  auto Clear = [&](uint64_t Number, Page &Known) {
    uint64_t Begin = std::max(First, Number * CellsPerPage);
    uint64_t End = std::min(Last + 1, (Number + 1) * CellsPerPage);
    for (uint64_t Granule = Begin; Granule < End; ++Granule) {
      MemoryCell &Cell = Known.Cells[Granule % CellsPerPage];
      if (Sites && isForeign(Cell, Thread))
        Sites->insert(Sites->end(), {Cell.LastSite, Cell.OtherSite});
      if (Cell.Mixed)
        Mixed.erase(Granule);
      Cell = MemoryCell();
    }
  };
  Pages.visit(First / CellsPerPage, Last / CellsPerPage, Clear);
}
