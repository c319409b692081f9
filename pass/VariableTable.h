//===- VariableTable.h - The records of global variables --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_VARIABLETABLE_H
#define LOCKSTEP_PASS_VARIABLETABLE_H

#include "RecordStrings.h"

namespace lockstep {

/// Emits a `lockstep_variable` (variable.h) for each global variable that \p M
/// defines and threads could share: not constant, not thread-local, with debug
/// information, and with members or elements. A variable that lld drops takes
/// its record along. \returns how many there are.
unsigned emitVariables(llvm::Module &M, RecordStrings &Strings);

} // namespace lockstep

#endif
