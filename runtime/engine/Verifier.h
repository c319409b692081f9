//===- Verifier.h - Follows a recorded schedule -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_ENGINE_VERIFIER_H
#define LOCKSTEP_ENGINE_VERIFIER_H

#include "event/Decision.h"

#include <span>

namespace lockstep {

/// The recorded decisions that a replay follows, and the first difference. The
/// Recorder is its mirror image.
class Verifier {
public:
  enum class Beyond {
    Diverge, ///< what differs from the recording ends the execution
    GoOn     ///< from there on, or from its end, the strategy chooses
  };
  explicit Verifier(std::span<const Decision> Script,
                    Beyond Then = Beyond::Diverge)
      : Script(Script), Then(Then) {}

  bool goesOn() const { return Then == Beyond::GoOn; }

  /// The decision that comes next in the recording; null at its end.
  const Decision *next() const {
    return Position < Script.size() ? &Script[Position] : nullptr;
  }
  /// What was just decided is what next() says.
  void matched() { ++Position; }
  /// What was decided differs from next().
  void differs(const Decision &Instead) {
    Different = true;
    ActualDecision = Instead;
  }

  /// How many decisions of the recording are still to come.
  uint64_t remaining() const { return Script.size() - Position; }

  bool diverged() const { return Different; }
  /// Index of the first decision that differs.
  uint64_t position() const { return Position; }
  /// What the program did in place of next().
  const Decision &actual() const { return ActualDecision; }

private:
  std::span<const Decision> Script;
  Beyond Then;
  uint64_t Position = 0;
  bool Different = false;
  Decision ActualDecision;
};

} // namespace lockstep

#endif
