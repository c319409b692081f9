//===- AccessShadow.h - Who accessed which byte last ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_ACCESSSHADOW_H
#define LOCKSTEP_MEMORY_ACCESSSHADOW_H

#include "memory/IndexPool.h"
#include "memory/PageMap.h"
#include "memory/ThreadClocks.h"

#include <vector>

namespace lockstep {

/// One access that may conflict with later ones.
struct PastAccess {
  ClockTime Time = 0;
  SiteId Site;
  uint16_t Thread = 0;
  bool Write = false;
  bool Atomic = false;
};

/// An access, as it happens.
struct NewAccess {
  uint64_t Address;
  uint64_t Size;
  SiteId Site;
  ThreadId Thread;
  bool Write = false;
  bool Atomic = false;
};

/// Two accesses to \p Size bytes at \p Address that nothing orders, at least
/// one of which writes and one of which is not atomic.
struct Race {
  PastAccess Earlier;
  PastAccess Later;
  uint64_t Address = 0;
  uint32_t Size = 0; ///< at most 8
};

/// How memory was last written, as far as it was seen.
enum class LastWrite : uint8_t {
  Unseen, ///< not at all
  Before, ///< by a plain access that happens before what the reader does next
  Plain,  ///< by another plain access
  Read,   ///< by a plain access, and an atomic one has read it since
  Atomic,
};

/// The exact shadow that FastTrack checks accesses against (Flanagan and
/// Freund, PLDI 2009): of each byte, the last plain write, the last plain read
/// or all reads that nothing orders, and the atomic accesses that nothing
/// orders. Deviations: bytes that are always accessed together share what is
/// known of them, and each access keeps its site. No collisions, nothing is
/// forgotten: without annotations, an execution without a report has no race.
class AccessShadow {
public:
  explicit AccessShadow(ThreadClocks &Threads) : Threads(Threads) {}

  /// Whether \p Thread has read, or written, all of these bytes plainly since
  /// it last released. Then there is nothing new to check. May say no when it
  /// has.
  bool isRepeated(uint64_t Address, uint64_t Size, bool Write,
                  ThreadId Thread) {
    uint64_t Number = Address >> PageBits;
    const Page *In = Pages.findRecent(Number);
    if (!In || (Address + Size - 1) >> PageBits != Number)
      return false;
    ClockTime Now = Threads[Thread].Time;
    const Segment *First = &In->Segments[(Address >> 3) % SegmentsPerPage];
    for (unsigned Skipped = Address & 7;; Skipped = 0, ++First) {
      unsigned Count = unsigned(std::min<uint64_t>(8 - Skipped, Size));
      if (!isRepeated(First, maskOf(Skipped, Count), Write, Now, Thread))
        return false;
      Size -= Count;
      if (!Size)
        return true;
    }
  }

  /// Checks an access against those before it, and remembers it. \returns the
  /// races that it is the later access of; valid until the next call.
  const std::vector<Race> &access(const NewAccess &Access) {
    Races.clear();
    const ThreadClock &Self = Threads[Access.Thread];
    unsigned First = Access.Address & 7;
    if (First + Access.Size <= 8) [[likely]]
      accessGranule(Access, Self, maskOf(First, Access.Size));
    else
      accessBytes(Access, Self);
    return Races;
  }

  /// The accesses to the memory that nothing orders before what \p Thread does
  /// next, without remembering anything.
  void unordered(uint64_t Address, uint64_t Size, ThreadId Thread,
                 std::vector<PastAccess> &Found);

  /// What is known of the writes of the byte at \p Address.
  LastWrite lastWrite(uint64_t Address, ThreadId Reader) const;

  /// The memory is no more: what comes there next is something else.
  void forget(uint64_t Address, uint64_t Size);

private:
  /// What is known of some of eight bytes, those in Mask. Times of 0: never.
  struct Segment {
    ClockTime WriteTime = 0, ReadTime = 0;
    SiteId WriteSite, ReadSite;
    uint16_t Writer = 0, Reader = 0;
    uint32_t More = 0; ///< further accesses, in Lists; 0: none
    uint32_t Next = 0; ///< other bytes, in Further; 0: none
    uint8_t Mask = 0;
  };
  using List = std::vector<PastAccess>;

  /// Small: an execution pays for each page that it touches first.
  static constexpr unsigned PageBits = 9;
  static constexpr unsigned SegmentsPerPage = (1u << PageBits) / 8;
  struct Page {
    Segment Segments[SegmentsPerPage];
  };

  /// The same for the bytes of \p Mask, of which \p Of and those behind it
  /// know.
  [[gnu::always_inline]] bool isRepeated(const Segment *Of, unsigned Mask,
                                         bool Write, ClockTime Now,
                                         ThreadId Thread) const {
    for (;; Of = &Further[Of->Next]) {
      if (Of->Mask & Mask) {
        ClockTime Time = Write ? Of->WriteTime : Of->ReadTime;
        uint16_t Who = Write ? Of->Writer : Of->Reader;
        if (Time != Now || Who != Thread.Value)
          return false;
        Mask &= ~unsigned(Of->Mask);
        if (!Mask)
          return true;
      }
      if (!Of->Next)
        return false;
    }
  }
  static uint8_t maskOf(unsigned First, uint64_t Count) {
    return uint8_t(((1u << Count) - 1) << First);
  }
  Segment &segmentOf(uint64_t Address) {
    return Pages.get(Address >> PageBits)
        .Segments[(Address >> 3) % SegmentsPerPage];
  }
  void accessBytes(const NewAccess &Access, const ThreadClock &Self);
  void accessGranule(const NewAccess &Part, const ThreadClock &Self,
                     uint8_t Mask);
  template <class Callable>
  void eachPage(uint64_t Address, uint64_t Size, Callable Call);
  Segment &next(Segment &Of, uint8_t MaskWhenNew);
  void split(Segment &Of, uint8_t Mask);
  void join(Segment &First);
  void check(const Segment &Of, const NewAccess &Part, const ThreadClock &Self);
  void remember(Segment &Of, const NewAccess &Part, const ThreadClock &Self);
  bool renew(Segment &Of, const NewAccess &Part, const ThreadClock &Self);
  void addMore(Segment &Of, const PastAccess &New, const ThreadClock &Self);
  void dropMore(Segment &Of);
  void clear(Segment &Of);
  template <class Callable>
  void eachUnordered(const Segment &Of, const ThreadClock &Self,
                     const Callable &Call) const;

  ThreadClocks &Threads;
  PageMap<Page, 64> Pages;
  /// Where bytes of one granule differ: the segments behind the first.
  IndexPool<Segment> Further;
  IndexPool<List> Lists;
  std::vector<Race> Races;
};

} // namespace lockstep

#endif
