//===- LibraryNames.h - Libraries as their callers ask for them -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_LIBRARYNAMES_H
#define LOCKSTEP_PLATFORM_LIBRARYNAMES_H

#include <string>

namespace lockstep {

/// The loader looks for a library where the module that calls dlopen(3) says:
/// in its DT_RUNPATH or DT_RPATH, and $ORIGIN is that module's folder.
/// \returns what the runtime must ask for to get what code at \p Caller means
/// by \p Name; \p Name itself when that is the same. Source: ld.so(8).
std::string libraryMeantBy(const void *Caller, const char *Name);

} // namespace lockstep

#endif
