//===- Remarks.h - What was instrumented and what was not -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_REMARKS_H
#define LOCKSTEP_PASS_REMARKS_H

#include "Selection.h"

#include <array>

namespace lockstep {

/// Tells the user, when asked: `-Rpass=lockstep` names each place,
/// `-Rpass-missed=lockstep` each function left alone, and
/// `LOCKSTEP_PASS_STATS=1` prints one line of counts per module to stderr.
class Remarks {
public:
  void instrumented(const llvm::Function &F, const std::vector<Place> &Places);
  void skipped(const llvm::Function &F, llvm::StringRef Reason);
  void finish(const llvm::Module &M) const;

private:
  std::array<unsigned, FamilyCount> Counts = {};
  unsigned Functions = 0;
  unsigned Skipped = 0;
};

} // namespace lockstep

#endif
