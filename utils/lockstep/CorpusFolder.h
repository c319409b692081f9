//===- CorpusFolder.h - The executions that campaigns kept ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_CORPUSFOLDER_H
#define LOCKSTEP_CLI_CORPUSFOLDER_H

#include "base/Result.h"
#include "trace/TracedTest.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep::cli {

/// One execution of a corpus, with what it is kept for.
struct KeptExecution {
  std::string Path;
  OutcomeKind Outcome = OutcomeKind::Passed;
  std::string Summary; ///< of a finding
  bool IsCut = false;  ///< its end is missing
  uint64_t Decisions = 0;
  /// Which read read which write, and which accesses race, by the places in the
  /// source: equal in several builds of a program where the lines are.
  std::set<std::string> Shows;
};

/// Those of one test of a program.
struct KeptProgram {
  TracedTest Test;
  std::vector<KeptExecution> Executions; ///< by path
};

/// The traces in \p Folder, by program. \p Problems gets a line for each that
/// cannot be read. An error when the folder cannot be.
Result<std::vector<KeptProgram>> readCorpus(const std::string &Folder,
                                            std::vector<std::string> &Problems);

/// Indexes of the executions of \p Of that together show all that all of them
/// show: of each finding the shortest that is whole, and of the others, one
/// after another, the one that adds most.
std::set<size_t> smallestCover(const KeptProgram &Of);

} // namespace lockstep::cli

#endif
