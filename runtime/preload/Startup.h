//===- Startup.h - Between the loader and main ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_STARTUP_H
#define LOCKSTEP_PRELOAD_STARTUP_H

#include "base/Environment.h"
#include "platform/SiteRegistry.h"
#include "preload/Execution.h"

namespace lockstep {

/// The sites of this process, which modules add to as they register.
SiteRegistry &processSites();

/// Whether the running executable has a section of instrumented sites.
bool executableCarriesHooks();

/// Runs the program again, from the same file with the same arguments, with
/// address randomization off. Returns when that is so already or is refused;
/// \returns false when it is refused.
bool disableAddressRandomization(char **Arguments, char **Environment);

/// Removes what is Lockstep's from \p Environment, in place, so that neither
/// the program nor what it starts sees it: LOCKSTEP_* and our entry of
/// LD_PRELOAD.
void cleanEnvironment(char **Environment);

/// The main function that stands in for the program's: the driver.
int driveProgram(const ProgramMain &Program, const Settings &Wanted);

} // namespace lockstep

#endif
