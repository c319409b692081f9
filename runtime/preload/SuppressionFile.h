//===- SuppressionFile.h - The option suppressions --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_SUPPRESSIONFILE_H
#define LOCKSTEP_PRELOAD_SUPPRESSIONFILE_H

#include "report/Suppressions.h"

namespace lockstep {

/// What the file \p Path says, which may be empty for none, and what is known
/// of the C++ libraries' headers. An error names the file, the line and the
/// mend.
Result<Suppressions> loadSuppressions(const std::string &Path);

} // namespace lockstep

#endif
