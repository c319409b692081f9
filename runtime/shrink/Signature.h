//===- Signature.h - What makes two findings the same -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_SIGNATURE_H
#define LOCKSTEP_SHRINK_SIGNATURE_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

#include <string>
#include <vector>

namespace lockstep {

/// How alike two findings must be.
enum class Likeness : uint8_t {
  Same, ///< kind, place and objects
  Kind  ///< the kind alone
};

/// What a finding is, apart from the schedule that leads to it.
struct Signature {
  OutcomeKind Kind = OutcomeKind::Passed;
  int32_t ExitCode = 0;
  int32_t SignalNumber = 0;
  MisuseKind Misuse = MisuseKind::None;
  std::string Summary; ///< the SUMMARY line, which holds the place
  /// Of a data race, where either access may come first, both places;
  /// ascending.
  std::vector<std::string> Places;
  /// The objects that it is about: kind, and the global variable where it is
  /// one. Ascending. Names that depend on the schedule are left out.
  std::vector<std::string> Objects;

  bool matches(const Signature &Other, Likeness How) const;
};

/// The places of the two accesses that raced, ascending.
std::vector<std::string> placesOfRace(const Trace &Schedule);

/// The signature of an execution that was recorded in full.
Signature signatureOf(const ExecutionRecord &Record, Symbolizer &Symbols);

} // namespace lockstep

#endif
