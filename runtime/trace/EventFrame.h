//===- EventFrame.h - Events as streams of small numbers --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One frame is one EVNT section: up to FrameEvents events, readable without any
// other frame. What a decision says already is not stored again.
// docs/trace-format.md, "EVNT", describes the streams.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_EVENTFRAME_H
#define LOCKSTEP_TRACE_EVENTFRAME_H

#include "event/Decision.h"
#include "event/Event.h"

#include <cstdint>
#include <span>
#include <string>

namespace lockstep {

/// The contents of a frame's five blocks.
struct EventStreams {
  std::string Steps;  ///< which decisions led to an event
  std::string Shapes; ///< the distinct sizes, orders, flags, …
  std::string Uses;   ///< the shape of each event
  std::string Values; ///< what was read and written
  std::string Times;  ///< how the clock went on
};

/// What is wrong with \p Events as what came of \p Decisions: each has a step
/// later than the one before, and the thread, kind, site and object of the
/// decision of its step. \return empty when nothing is.
std::string checkEvents(std::span<const Event> Events,
                        std::span<const Decision> Decisions);

/// \p Events, at least one, passed checkEvents.
EventStreams encodeEvents(std::span<const Event> Events,
                          std::span<const Decision> Decisions);

/// Fills \p Events, whose size is the frame's count and of which the first is
/// of \p FirstStep, or says what is wrong. \return empty on success.
std::string decodeEvents(const EventStreams &Streams, uint64_t FirstStep,
                         std::span<const Decision> Decisions,
                         std::span<Event> Events);

} // namespace lockstep

#endif
