//===- Modules.h - What a program consists of -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_MODULES_H
#define LOCKSTEP_CLI_MODULES_H

#include <string>
#include <vector>

namespace lockstep::cli {

/// A shared library that the dynamic loader would load for a program.
struct LibraryFile {
  std::string Name;      ///< as the program asks for it: "libm.so.6"
  std::string Path;      ///< absolute, symbolic links resolved
  std::string BuildId;   ///< lower-case hexadecimal; empty when it has none
  bool IsSystem = false; ///< in one of the system's folders
  std::string Package;   ///< "libc6:amd64 2.36-9", when dpkg knows it
};

/// The libraries of \p Program, in loading order, without the kernel's. Asks
/// the dynamic loader, which runs nothing of the program's. Empty when that
/// fails.
std::vector<LibraryFile> librariesOf(const std::string &Program);

/// The build id of an ELF file; empty when it has none.
std::string buildIdOf(const std::string &Path);

} // namespace lockstep::cli

#endif
