//===- SharedMap.h - Which memory is really shared --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_SHAREDMAP_H
#define LOCKSTEP_MEMORY_SHAREDMAP_H

#include "base/Ids.h"
#include "memory/PageMap.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace lockstep {

/// What is known of eight bytes of the program's memory, byte by byte. The
/// masks have one bit per byte.
struct MemoryCell {
  ObjectId Objects; ///< the first of the objects that begin in these bytes
  SiteId LastSite;  ///< of the last plain access
  SiteId OtherSite; ///< of the last plain access by a thread before LastThread
  ThreadId LastThread; ///< who made the last plain access
  ThreadId Owner;      ///< who touched it, while that is one thread
  uint8_t Touched = 0;
  uint8_t Written = 0;
  uint8_t Multiple = 0; ///< touched by more than one thread
  uint8_t Mixed = 0;    ///< 1: the bytes have owners of their own (see below)
};

/// Exact shadow of the program's memory: a table of pages of cells, made as
/// memory is touched. No collisions, so nothing here depends on where the
/// kernel put things. One execution, one map; one kernel thread at a time.
class SharedMap {
public:
  struct Touch {
    bool Shared; ///< by more than one thread, at least one writing
    /// The last site before this one that touched it, and the last by another
    /// thread than that one's.
    SiteId Previous, Before;
  };

  /// A plain access of \p Size bytes at \p Address by \p Thread.
  Touch touch(uint64_t Address, uint64_t Size, bool Write, ThreadId Thread,
              SiteId Site);

  /// The cell of the eight bytes around \p Address; made when absent.
  MemoryCell &cell(uint64_t Address);

  /// Whether others than \p Thread touched the memory, or objects are in it
  /// (cell()).
  bool isForeign(uint64_t Address, uint64_t Size, ThreadId Thread) const;

  /// The memory is no more: what comes there next is something else. Appends
  /// to \p Sites, unless it is null, the sites of the latest accesses to what
  /// others than \p Thread touched, too.
  void forget(uint64_t Address, uint64_t Size, ThreadId Thread = ThreadId(),
              std::vector<SiteId> *Sites = nullptr);

private:
  /// Small: an execution pays for each page of cells that it touches first.
  static constexpr unsigned PageBits = 9;
  static constexpr unsigned CellsPerPage = (1u << PageBits) / 8;
  struct Page {
    MemoryCell Cells[CellsPerPage];
  };

  static bool isForeign(const MemoryCell &Cell, ThreadId Thread) {
    return Cell.Touched && (Cell.Owner != Thread || Cell.Multiple);
  }
  bool touchCell(MemoryCell &Cell, uint64_t Granule, uint8_t Mask, bool Write,
                 ThreadId Thread);
  bool ownedByOther(MemoryCell &Cell, uint64_t Granule, uint8_t Mask,
                    ThreadId Thread, uint8_t &Overlap);

  struct ByteOwners {
    ThreadId Owner[8];
  };

  PageMap<Page, 16> Pages;
  /// The owners of cells whose bytes were first touched by different threads.
  std::unordered_map<uint64_t, ByteOwners> Mixed;
};

} // namespace lockstep

#endif
