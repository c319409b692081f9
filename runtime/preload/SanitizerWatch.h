//===- SanitizerWatch.h - What sanitizers tell of their errors --*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_SANITIZERWATCH_H
#define LOCKSTEP_PRELOAD_SANITIZERWATCH_H

#include "base/Placement.h"
#include "preload/ExecutionArea.h"
#include "preload/OutputCapture.h"
#include "report/SanitizerReport.h"

namespace lockstep {

/// Has sanitizers that the program was built with say so when they report, and
/// makes a place in \p Output for that. In the driver: executions inherit it.
void watchSanitizers(OutputCapture &Output);

/// In a forked execution: sanitizers write to that place.
LOCKSTEP_EACH_EXECUTION void directReports(const OutputCapture &Output);

/// What a sanitizer reported: by \p Text, which it wrote, and more exactly by
/// what it told the execution.
SanitizerReport sanitizerReport(std::string_view Text,
                                const AreaSanitizer &Told);

} // namespace lockstep

#endif
