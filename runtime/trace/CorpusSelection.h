//===- CorpusSelection.h - What a campaign begins with ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_CORPUSSELECTION_H
#define LOCKSTEP_TRACE_CORPUSSELECTION_H

#include "trace/TracedTest.h"

namespace lockstep {

/// Chooses from the traces of a corpus those that a campaign begins with: the
/// executions of its own test.
class CorpusSelection {
public:
  /// \p Here describes the campaign's program, arguments and options.
  explicit CorpusSelection(const Trace &Here) : Wanted(testOf(Here)) {}

  /// The next trace of the corpus. An error when it is of this program and
  /// cannot be told to be of the same test: it is left out.
  Status add(Trace Recorded);

  /// Those chosen: findings first, else in the order in which they came.
  std::vector<Trace> take();

private:
  TracedTest Wanted;
  std::vector<Trace> Chosen;
};

} // namespace lockstep

#endif
