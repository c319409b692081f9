//===- CorpusSelection.h - What a campaign begins with ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_CORPUSSELECTION_H
#define LOCKSTEP_TRACE_CORPUSSELECTION_H

#include "trace/TracedTest.h"

#include <string_view>

namespace lockstep {

/// Chooses from the traces of a corpus those that a campaign begins with: the
/// executions of its own test.
class CorpusSelection {
public:
  /// \p Here describes the campaign's program, arguments and options.
  explicit CorpusSelection(const Trace &Here) : Wanted(testOf(Here)) {}

  /// The next file of the corpus, which may be anything at all. An error when
  /// it is left out though it may be of this test: it cannot be read, or gives
  /// options that this Lockstep does not know. The caller adds the file's name.
  Status add(std::string_view Bytes);

  /// Those chosen: findings first, else in the order in which they came.
  std::vector<Trace> take();

private:
  TracedTest Wanted;
  std::vector<Trace> Chosen;
};

} // namespace lockstep

#endif
