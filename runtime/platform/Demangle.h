//===- Demangle.h - Readable names of symbols -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_DEMANGLE_H
#define LOCKSTEP_PLATFORM_DEMANGLE_H

#include <string>

namespace lockstep {

/// The C++ name that \p Symbol stands for, or \p Symbol itself when it is not
/// a mangled name. Calls neither malloc nor anything else of the program's.
std::string demangle(const char *Symbol);

} // namespace lockstep

#endif
