//===- ValidateCommand.cpp - lockstep validate ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "TraceFile.h"

#include "trace/Validator.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

int cli::validateMain(const Arguments &Given) {
  CommandParser Parser("validate",
                       "Checks every byte of a trace and everything that its "
                       "decisions refer to.",
                       "FILE");
  std::string Path;
  Parser.app().add_option("FILE", Path)->required();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  Result<std::string> Bytes = readTraceBytes(Path);
  if (!Bytes)
    return fail(Bytes.error());
  if (Status Good = validateTrace(*Bytes); !Good)
    return fail(fmt::format("'{}': {}", Path, Good.error()));
  fmt::print("{}: valid\n", Path);
  return 0;
}
