//===- AccessShadow.cpp - Who accessed which byte last --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/AccessShadow.h"

#include <bit>

using namespace lockstep;

static bool isOrdered(const PastAccess &Past, const ThreadClock &Self) {
  return Self.Now[ThreadId(Past.Thread)] >= Past.Time;
}

/// Calls \p Call with each known page of the range and which of its granules
/// are in it.
template <class Callable>
void AccessShadow::eachPage(uint64_t Address, uint64_t Size, Callable Call) {
  if (!Size)
    return;
  uint64_t First = Address >> 3, Last = (Address + Size - 1) >> 3;
  auto Visit = [&](uint64_t Number, Page &In) {
    uint64_t Begin = std::max(First, Number * SegmentsPerPage);
    uint64_t End = std::min(Last + 1, (Number + 1) * SegmentsPerPage);
    Call(In, unsigned(Begin % SegmentsPerPage), unsigned(End - Begin));
  };
  Pages.visit(First / SegmentsPerPage, Last / SegmentsPerPage, Visit);
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

void AccessShadow::accessBytes(const NewAccess &Access,
                               const ThreadClock &Self) {
  NewAccess Part = Access;
  uint64_t End = Access.Address + Access.Size;
  while (Part.Address < End) {
    unsigned First = Part.Address & 7;
    Part.Size = std::min<uint64_t>(8 - First, End - Part.Address);
    accessGranule(Part, Self, maskOf(First, Part.Size));
    Part.Address += Part.Size;
  }
}

/// The segment behind \p Of; a new one gets the bytes of \p MaskWhenNew.
AccessShadow::Segment &AccessShadow::next(Segment &Of, uint8_t MaskWhenNew) {
  if (!Of.Next) {
    Of.Next = Further.allocate();
    Further[Of.Next].Mask = MaskWhenNew;
  }
  return Further[Of.Next];
}

void AccessShadow::accessGranule(const NewAccess &Part, const ThreadClock &Self,
                                 uint8_t Mask) {
  Segment &First = segmentOf(Part.Address);
  if (!First.Mask)
    First.Mask = Mask; // nothing is known of any of the bytes
  for (Segment *Of = &First;; Of = &next(*Of, Mask)) {
    uint8_t Common = Of->Mask & Mask;
    if (!Common)
      continue;
    if (Common != Of->Mask)
      split(*Of, Common);
    check(*Of, Part, Self);
    remember(*Of, Part, Self);
    Mask &= uint8_t(~Common);
    if (!Mask)
      break;
  }
  if (First.Next)
    join(First);
}

/// \p Of keeps the bytes of \p Mask; a new segment behind it has the others.
void AccessShadow::split(Segment &Of, uint8_t Mask) {
  uint32_t Behind = Further.allocate();
  Segment &Rest = Further[Behind];
  Rest = Of;
  Rest.Mask = Of.Mask & uint8_t(~Mask);
  if (Of.More) {
    Rest.More = Lists.allocate();
    Lists[Rest.More] = Lists[Of.More];
  }
  Of.Mask = Mask;
  Of.Next = Behind;
}

/// Neighbors of which the same is known become one: who goes through memory
/// byte by byte, or word by word at odd addresses, leaves no segment for each
/// byte.
void AccessShadow::join(Segment &First) {
  auto IsAlike = [](const Segment &A, const Segment &B) {
    unsigned Both = A.Mask | B.Mask;
    bool IsRange = !(Both & (Both + (Both & -Both)));
    return IsRange && !A.More && !B.More && A.WriteTime == B.WriteTime &&
           A.ReadTime == B.ReadTime && A.WriteSite == B.WriteSite &&
           A.ReadSite == B.ReadSite && A.Writer == B.Writer &&
           A.Reader == B.Reader;
  };
  for (Segment *Of = &First; Of->Next;) {
    uint32_t Number = Of->Next;
    Segment &Behind = Further[Number];
    if (!IsAlike(*Of, Behind)) {
      Of = &Behind;
      continue;
    }
    Of->Mask |= Behind.Mask;
    Of->Next = Behind.Next;
    Further.free(Number);
  }
}

//===----------------------------------------------------------------------===//
// One segment
//===----------------------------------------------------------------------===//

/// Calls \p Call with each known access that nothing orders before what the
/// thread does next.
template <class Callable>
void AccessShadow::eachUnordered(const Segment &Of, const ThreadClock &Self,
                                 const Callable &Call) const {
  if (Of.WriteTime) {
    PastAccess Write{Of.WriteTime, Of.WriteSite, Of.Writer, true, false};
    if (!isOrdered(Write, Self))
      Call(Write);
  }
  if (Of.ReadTime) {
    PastAccess Read{Of.ReadTime, Of.ReadSite, Of.Reader, false, false};
    if (!isOrdered(Read, Self))
      Call(Read);
  }
  if (Of.More)
    for (const PastAccess &Past : Lists[Of.More])
      if (!isOrdered(Past, Self))
        Call(Past);
}

void AccessShadow::check(const Segment &Of, const NewAccess &Part,
                         const ThreadClock &Self) {
  eachUnordered(Of, Self, [&](const PastAccess &Past) {
    if ((!Past.Write && !Part.Write) || (Past.Atomic && Part.Atomic))
      return;
    PastAccess Later{Self.Time, Part.Site, uint16_t(Part.Thread.Value),
                     Part.Write, Part.Atomic};
    unsigned First = unsigned(std::countr_zero(Of.Mask));
    Races.push_back({Past, Later, (Part.Address & ~uint64_t(7)) + First,
                     uint32_t(std::popcount(Of.Mask))});
  });
}

void AccessShadow::remember(Segment &Of, const NewAccess &Part,
                            const ThreadClock &Self) {
  auto Thread = uint16_t(Part.Thread.Value);
  if (Part.Atomic) {
    if (!renew(Of, Part, Self))
      addMore(Of, {Self.Time, Part.Site, Thread, Part.Write, true}, Self);
    return;
  }
  if (Part.Write) {
    // Whatever came before comes before this, or was reported.
    dropMore(Of);
    Of.WriteTime = Self.Time;
    Of.WriteSite = Part.Site;
    Of.Writer = Thread;
    Of.ReadTime = 0;
    Of.ReadSite = SiteId();
    Of.Reader = 0;
    return;
  }
  PastAccess Before{Of.ReadTime, Of.ReadSite, Of.Reader, false, false};
  if (Of.ReadTime && Of.Reader != Thread && !isOrdered(Before, Self))
    addMore(Of, Before, Self);
  Of.ReadTime = Self.Time;
  Of.ReadSite = Part.Site;
  Of.Reader = Thread;
}

/// Whether \p New stands for \p Past from now on: a later write of the same
/// sort for an earlier access, a read for an earlier read.
template <class Access>
static bool isCovered(const PastAccess &Past, const Access &New,
                      uint32_t Thread, const ThreadClock &Self) {
  bool IsBefore = Past.Thread == Thread || isOrdered(Past, Self);
  return IsBefore && Past.Atomic == New.Atomic && (New.Write || !Past.Write);
}

/// What addMore() does with an atomic access where a single other one is known,
/// as is most often so. \returns false when it is not.
bool AccessShadow::renew(Segment &Of, const NewAccess &Part,
                         const ThreadClock &Self) {
  if (!Of.More)
    return false;
  List &All = Lists[Of.More];
  uint32_t Thread = Part.Thread.Value;
  if (All.size() != 1 || !isCovered(All[0], Part, Thread, Self))
    return false;
  PastAccess &Only = All[0];
  Only.Time = Self.Time;
  Only.Site = Part.Site;
  Only.Thread = uint16_t(Thread);
  Only.Write = Part.Write;
  return true;
}

/// Keeps \p New beside the others that do not come before what the thread of
/// \p Self does now.
void AccessShadow::addMore(Segment &Of, const PastAccess &New,
                           const ThreadClock &Self) {
  if (!Of.More)
    Of.More = Lists.allocate();
  List &All = Lists[Of.More];
  std::erase_if(All, [&](const PastAccess &Past) {
    return isCovered(Past, New, New.Thread, Self);
  });
  All.push_back(New);
}

void AccessShadow::dropMore(Segment &Of) {
  if (Of.More)
    Lists.free(Of.More);
  Of.More = 0;
}

void AccessShadow::clear(Segment &Of) {
  dropMore(Of);
  for (uint32_t Number = Of.Next; Number;) {
    uint32_t Behind = Further[Number].Next;
    dropMore(Further[Number]);
    Further.free(Number);
    Number = Behind;
  }
  Of = Segment();
}

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

void AccessShadow::unordered(uint64_t Address, uint64_t Size, ThreadId Thread,
                             std::vector<PastAccess> &Found) {
  const ThreadClock &Self = Threads[Thread];
  eachPage(Address, Size, [&](Page &In, unsigned First, unsigned Count) {
    for (unsigned I = First; I < First + Count; ++I)
      for (const Segment *Of = &In.Segments[I]; Of->Mask;
           Of = &Further[Of->Next]) {
        eachUnordered(*Of, Self,
                      [&](const PastAccess &Past) { Found.push_back(Past); });
        if (!Of->Next)
          break;
      }
  });
}

LastWrite AccessShadow::lastWrite(uint64_t Address, ThreadId Reader) const {
  const Page *In = Pages.find(Address >> PageBits);
  if (!In)
    return LastWrite::Unseen;
  const Segment *Of = &In->Segments[(Address >> 3) % SegmentsPerPage];
  while (!(Of->Mask >> (Address & 7) & 1)) {
    if (!Of->Next)
      return LastWrite::Unseen;
    Of = &Further[Of->Next];
  }
  // A plain write drops what is known of atomic ones.
  bool IsRead = false;
  if (Of->More)
    for (const PastAccess &Past : Lists[Of->More]) {
      if (Past.Atomic && Past.Write)
        return LastWrite::Atomic;
      IsRead |= Past.Atomic;
    }
  if (!Of->WriteTime)
    return LastWrite::Unseen;
  if (IsRead)
    return LastWrite::Read;
  bool IsBefore = Threads[Reader].Now[ThreadId(Of->Writer)] >= Of->WriteTime;
  return IsBefore ? LastWrite::Before : LastWrite::Plain;
}

void AccessShadow::forget(uint64_t Address, uint64_t Size) {
  eachPage(Address, Size, [&](Page &In, unsigned First, unsigned Count) {
    for (unsigned I = First; I < First + Count; ++I)
      clear(In.Segments[I]);
  });
}
