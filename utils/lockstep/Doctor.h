//===- Doctor.h - What works on this machine --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_DOCTOR_H
#define LOCKSTEP_CLI_DOCTOR_H

#include <string>
#include <vector>

namespace lockstep::cli {

enum class Health {
  Good,    ///< as it should be
  Note,    ///< Lockstep works, with the consequence that is said
  Problem, ///< something would not work here
};

/// One thing that was looked at.
struct Finding {
  Health Verdict;
  std::string Name; ///< stable, for machines: "address-randomization"
  std::string Text; ///< what was found and what follows from it
  std::string Mend; ///< what to do about it; empty when there is nothing to do
};
using Findings = std::vector<Finding>;

/// Processor, kernel, limits, C library, address randomization, cost of fork.
void examineSystem(Findings &Into);
/// The runtime library and whether it can be preloaded.
void examineRuntime(Findings &Into);
/// The pass plugins and the compilers they are for.
void examineToolchain(Findings &Into);

} // namespace lockstep::cli

#endif
