//===- Shrinking.h - Makes the schedule of a finding simple -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_SHRINKING_H
#define LOCKSTEP_PRELOAD_SHRINKING_H

#include "base/Environment.h"
#include "preload/Findings.h"
#include "preload/PlanOracle.h"
#include "preload/Progress.h"
#include "shrink/Search.h"
#include "shrink/Shrinker.h"

#include <string>

namespace lockstep {

/// What is wanted of a shrinking.
struct ShrinkRequest {
  ShrinkBounds Bounds;
  bool Prove = false; ///< that no simpler schedule fails
  std::string Output; ///< the file for the result
};

/// "bank-1f3a.min.lstrace" for "bank-1f3a.lstrace", and for itself.
std::string shrunkPath(const std::string &TracePath);

/// Shrinks the schedule of one trace, in the driver. The best so far is in the
/// result file from the first improvement on, whatever ends the process.
class Shrinking {
public:
  /// How it ended.
  enum class End {
    Done,
    NotProven,  ///< a proof was wanted, and there is none
    NotTheSame, ///< the trace does not end here as recorded
    NotWritten  ///< the result file cannot be written
  };

  Shrinking(const Trace &Recorded, Runner &Run, const Settings &Wanted,
            const ShrinkRequest &Request);

  /// Shrinks, says what came of it, and prints the report of the result.
  End run();

private:
  void shrink(Shrinker &Changes);
  bool save(const Trial &Best);
  End finish(const Trial &Before, const Trial &Best);
  void sayProof(const Trial &Best);
  void progress(uint64_t Attempts);

  const Trace &Recorded;
  Runner &Run;
  const ShrinkRequest Request;
  FindingWriter Writer;
  Progress Show;
  PlanOracle Oracle;
  Measure Now;            ///< for the progress line
  uint64_t LastSaved = 0; ///< monotonic nanoseconds
  ExecutionRecord Saved;  ///< what is in the result file
  std::string Problem;    ///< why it could not be written
  SearchResult Searched;  ///< for something simpler than the best
};

} // namespace lockstep

#endif
