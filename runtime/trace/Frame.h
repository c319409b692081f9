//===- Frame.h - Decisions as streams of small numbers ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One frame is one DECS section: up to FrameDecisions decisions, readable
// without any other frame. docs/trace-format.md, "DECS", describes the streams.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_FRAME_H
#define LOCKSTEP_TRACE_FRAME_H

#include "event/Decision.h"
#include "trace/FieldReader.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockstep {

/// The distinct operations of a schedule, in order of first use.
class OperationTable {
public:
  /// The index of what \p What does, new or known.
  uint32_t intern(const Decision &What);
  const std::vector<Decision> &operations() const { return Operations; }

private:
  struct Hash {
    size_t operator()(const Decision &What) const;
  };
  std::unordered_map<Decision, uint32_t, Hash> Indexes;
  std::vector<Decision> Operations;
};

/// The contents of a frame's four blocks.
struct FrameStreams {
  std::string Runs;    ///< which thread, how many decisions
  std::string Guesses; ///< per thread: how far the guesses were right
  std::string Misses;  ///< operations that were not guessed
  std::string Values;  ///< choice and bound of each value
};

/// \p Indexes holds the operation of each of \p Decisions.
FrameStreams encodeFrame(std::span<const Decision> Decisions,
                         std::span<const uint32_t> Indexes);

/// Fills \p Decisions, whose size is the frame's count, or says what is wrong.
/// \return empty on success.
std::string decodeFrame(const FrameStreams &Streams,
                        std::span<const Decision> Operations,
                        std::span<Decision> Decisions);

} // namespace lockstep

#endif
