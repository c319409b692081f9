//===- LeakCheck.h - LeakSanitizer at the end of an execution ---*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_LEAKCHECK_H
#define LOCKSTEP_PRELOAD_LEAKCHECK_H

#include "base/Placement.h"

namespace lockstep {

/// What is to be the loader's exit handler in place of \p LoaderFini, which it
/// calls: the program's own handlers have run then, and that of LeakSanitizer,
/// which is the executable's first, runs next.
void (*checkLeaksBefore(void (*LoaderFini)()))();

/// In the driver: finds LeakSanitizer, if the program has it. Executions do not
/// look for it: dlsym() costs them faults, and the program its dlerror().
void lookUpLeakCheck();

/// The program ends with \p Status.
LOCKSTEP_EACH_EXECUTION void noteExitStatus(int Status);

} // namespace lockstep

#endif
