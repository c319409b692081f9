//===- ProcessModules.h - The modules of this process -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_PROCESSMODULES_H
#define LOCKSTEP_PLATFORM_PROCESSMODULES_H

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

/// An executable or shared library that is loaded here.
struct ProcessModule {
  std::string Path; ///< absolute where the loader knows it so
  uint64_t Base = 0;
  uint64_t Begin = 0;  ///< lowest and
  uint64_t End = 0;    ///< one past the highest mapped address
  std::string BuildId; ///< lower-case hexadecimal, or empty
};

/// All of them, in load order; the executable first, by its path.
std::vector<ProcessModule> processModules();

/// The path of the running executable.
std::string executablePath();

} // namespace lockstep

#endif
