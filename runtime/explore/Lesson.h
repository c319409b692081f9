//===- Lesson.h - What a campaign learns from an execution ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_LESSON_H
#define LOCKSTEP_EXPLORE_LESSON_H

#include "sched/Observation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lockstep {

/// The digest of an execution and what else it found out.
struct Lesson {
  Observation Seen;
  std::vector<uint32_t> Shared; ///< sites whose memory turned out to be shared
  /// Ids of the places that the digest names, by number.
  std::vector<uint32_t> Places;
  /// Return addresses of the places that the driver did not know, in the order
  /// of their ids, the first of which is FirstNewPlace.
  std::vector<uint64_t> NewPlaces;
  uint32_t FirstNewPlace = 0;
  /// No strategy of this campaign chose the schedule. Not encoded.
  bool IsForeign = false;
};

/// Appends \p From to \p To, for another process of the same program.
void encodeLesson(const Lesson &From, std::vector<char> &To);

/// Reads one lesson from the beginning of \p From, which it shortens by that.
Lesson decodeLesson(std::span<const char> &From);

} // namespace lockstep

#endif
