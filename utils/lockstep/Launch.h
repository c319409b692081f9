//===- Launch.h - Starting a program with the runtime preloaded -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_LAUNCH_H
#define LOCKSTEP_CLI_LAUNCH_H

#include "ProgramFile.h"

#include "base/Result.h"

#include <map>
#include <string>
#include <vector>

namespace lockstep::cli {

/// The environment of the program to be started, by name.
class EnvironmentBlock {
public:
  /// What this process was given.
  static EnvironmentBlock inherited();

  void set(const std::string &Name, std::string Value) {
    Variables[Name] = std::move(Value);
  }
  void remove(const std::string &Name) { Variables.erase(Name); }
  /// Removes what isRelevantVariable() names.
  void removeRelevant();
  /// Empty when it is not set.
  std::string get(const std::string &Name) const;
  /// "NAME=value" each, ascending by name.
  std::vector<std::string> entries() const;

private:
  std::map<std::string, std::string> Variables;
};

/// The file of the runtime: $LOCKSTEP_RUNTIME, else liblockstep_rt.so in the
/// lib folder beside this program's own. An error says where it was looked for.
Result<std::string> findRuntime(const EnvironmentBlock &Environment);

/// The installation's folder of libraries that holds \p File ("../lib" from
/// this program), or empty.
std::string besideUs(const std::string &File);

/// Likewise \p File in its folder of data ("../share").
std::string sharedFile(const std::string &File);

/// Puts \p Runtime first in LD_PRELOAD, keeping what is there.
Status preload(EnvironmentBlock &Environment, const std::string &Runtime);

/// Becomes \p Program with \p Arguments (the first is its name). Returns only
/// when the kernel refuses, with the reason.
Error execute(const ProgramFile &Program,
              const std::vector<std::string> &Arguments,
              const EnvironmentBlock &Environment);

} // namespace lockstep::cli

#endif
