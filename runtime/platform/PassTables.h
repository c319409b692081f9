//===- PassTables.h - What the pass wrote into modules ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_PASSTABLES_H
#define LOCKSTEP_PLATFORM_PASSTABLES_H

#include "platform/SiteRegistry.h"
#include "report/Symbolizer.h"

#include <string>
#include <vector>

namespace lockstep {

/// What reports need to know of instrumented modules and symbols do not tell:
/// what lies inside global variables, and where the compiler ran. Valid as long
/// as the modules are loaded.
class PassTables {
public:
  PassTables() = default;
  explicit PassTables(const SiteRegistry &Sites);

  /// The variable that covers \p Address, with its layout; without a name when
  /// no table has it.
  SourceVariable variable(uint64_t Address) const;

  /// The path of a source file as sites have it: without "." and "..", and
  /// relative to the folder that the compiler ran in, if it lies below.
  /// \p Folder becomes that folder, or empty.
  std::string sourcePath(const std::string &File, std::string &Folder) const;

private:
  struct Variable {
    uint64_t Begin;
    const lockstep_variable *Record;
  };
  std::vector<Variable> Variables;      ///< by address
  std::vector<std::string> Directories; ///< the longest first
};

} // namespace lockstep

#endif
