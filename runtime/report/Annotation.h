//===- Annotation.h - A finding for a code host -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_ANNOTATION_H
#define LOCKSTEP_REPORT_ANNOTATION_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

#include <string>
#include <string_view>

namespace lockstep {

/// The outcome of \p Record as a workflow command of GitHub Actions,
/// "::error file=bank.cpp,line=42,col=7,title=Lockstep: deadlock::…" and a
/// newline: the runner shows it beside that line. An outcome that is unknown
/// makes a warning; one that passed, nothing. Paths below \p Workspace (the
/// checkout; may be empty) are given relative to it.
std::string githubAnnotation(const ExecutionRecord &Record, Symbolizer &Symbols,
                             std::string_view Workspace);

} // namespace lockstep

#endif
