//===- Format.h - The constants of the trace format -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/trace-format.md is the specification; what each constant means is there
// under the same name.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_FORMAT_H
#define LOCKSTEP_TRACE_FORMAT_H

#include "event/Operation.h"

#include <cstdint>
#include <string_view>

namespace lockstep::format {

/// A byte that is not ASCII, the name, and line ends of two kinds, so that a
/// transfer in text mode shows.
constexpr std::string_view Magic{"\x89LSTR\r\n\x1a", 8};
/// The format that this Lockstep writes, and the newest that it fully reads.
constexpr uint32_t Version = 1;
/// Magic, version, check: 8 + 4 + 4 bytes.
constexpr unsigned PreambleBytes = 16;

/// Tag, flags, length, check: 4 bytes each.
constexpr unsigned SectionHeadBytes = 16;
/// hash64 of the payload, behind it.
constexpr unsigned SectionCheckBytes = 8;

enum SectionFlags : uint32_t {
  /// A reader that does not know the tag must refuse the file.
  SectionRequired = 1,
};

constexpr std::string_view HeadTag = "HEAD";
constexpr std::string_view SitesTag = "SITE";
constexpr std::string_view ThreadsTag = "THRD";
constexpr std::string_view ObjectsTag = "OBJS";
constexpr std::string_view OperationsTag = "OPER";
constexpr std::string_view DecisionsTag = "DECS";
constexpr std::string_view EndTag = "ENDS";
constexpr std::string_view EventsTag = "EVNT";
constexpr std::string_view CallersTag = "CALL";
constexpr std::string_view OverlapsTag = "OVER";
constexpr std::string_view RacesTag = "RACE";
constexpr std::string_view FindingTag = "FIND";
constexpr std::string_view IndexTag = "INDX";

/// Decisions per DECS section, except in the last one.
constexpr uint32_t FrameDecisions = 1u << 16;

/// Events per EVNT section, except in the last one.
constexpr uint32_t FrameEvents = 1u << 16;

// A byte of the runs stream: rank in the high bits, count in the low ones.
constexpr unsigned RunCountBits = 4;
/// Not a rank: the thread's index follows as a varint. Ranks are smaller, so
/// this is also how many threads have one.
constexpr uint32_t RunRankEscape = 15;
/// A count that does not fit in 1…15 is written as 0 and a varint behind.
constexpr uint32_t RunCountEscape = 0;
constexpr uint32_t RunCountMax = 15;

// A byte of the guesses stream: hits in the high bits, how they end in the low.
constexpr unsigned GuessCodeBits = 2;
/// The hits do not end here: the token was full, or the thread has no more.
constexpr uint32_t GuessContinues = 0;
/// Codes 1 and 2: the second and third guess was right.
constexpr uint32_t GuessMiss = 3;
constexpr uint32_t GuessHitsMax = 63;
/// Guesses that a context holds.
constexpr uint32_t GuessCount = 3;

constexpr unsigned ObjectKindCount = 0
#define LOCKSTEP_OBJECT(Name, Text) +1
#include "lockstep/operations.def"
    ;

} // namespace lockstep::format

#endif
