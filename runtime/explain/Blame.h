//===- Blame.h - The step after which failing is likely ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_BLAME_H
#define LOCKSTEP_EXPLAIN_BLAME_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep::explain {

/// Between which values a probability lies.
struct Interval {
  double Low = 0, High = 1;
};

/// Wilson's score interval at 95 % (E. B. Wilson, Probable Inference, the Law
/// of Succession, and Statistical Inference, 1927) for \p Failures of \p
/// Samples trials. Without samples everything is possible.
Interval wilsonInterval(uint64_t Failures, uint64_t Samples);

/// Tries what becomes of executions that begin like a given one.
class PrefixOracle {
public:
  virtual ~PrefixOracle() = default;
  /// How many of a fixed number of executions fail that follow the first
  /// \p Prefix decisions and then go on by chance. The same answer each time.
  virtual uint64_t failures(uint64_t Prefix) = 0;
};

/// One prefix and how many of the samples failed.
struct BlameMeasure {
  uint64_t Prefix = 0;
  uint64_t Failures = 0;
};

struct Blame {
  uint64_t Samples = 0;               ///< of each measure
  std::vector<BlameMeasure> Measures; ///< ascending by prefix
  /// The measure after the largest rise. 0 when failing never becomes more
  /// likely.
  size_t After = 0;

  Interval interval(size_t Measure) const {
    return wilsonInterval(Measures[Measure].Failures, Samples);
  }
  /// Whether the rise is that of one decision, and larger than chance explains:
  /// the intervals before and after do not meet.
  bool isClear() const;
};

/// Looks for the prefix of \p Decisions decisions at which failing becomes
/// likely: a grid over all, then halves of whatever gap has the largest rise,
/// until that is one decision wide. At most 80 prefixes are tried.
Blame findBlame(uint64_t Decisions, uint64_t Samples, PrefixOracle &Oracle);

} // namespace lockstep::explain

#endif
