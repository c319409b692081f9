//===- SuppressionFile.cpp - The option suppressions ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/SuppressionFile.h"

#include "base/Check.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace lockstep;

/// libstdc++ unlocks std::atomic<std::shared_ptr> with a relaxed store where it
/// only read, and tells ThreadSanitizer of the lock by annotations that other
/// tools do not see. What is made ready at a thread's exit is counted inside
/// libstdc++.so, so that nobody sees what orders the end of the last user.
static constexpr std::string_view Libraries =
    "race_top:std::_Sp_atomic<\n"
    "race:std::__future_base::_State_baseV2::~_State_baseV2\n";

static Result<std::string> readFile(const std::string &Path) {
  int File = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string Text;
  char Buffer[4096];
  ssize_t Got = File < 0 ? -1 : 0;
  while (File >= 0 && (Got = read(File, Buffer, sizeof Buffer)) > 0)
    Text.append(Buffer, size_t(Got));
  int Failure = errno;
  if (File >= 0)
    close(File);
  if (Got < 0)
    return Error{"cannot read the suppressions '" + Path +
                 "': " + strerror(Failure) +
                 "; name another file with suppressions in LOCKSTEP_OPTIONS"};
  return Text;
}

Result<Suppressions> lockstep::loadSuppressions(const std::string &Path) {
  Suppressions All;
  Status Own = All.add(Libraries, "built in");
  LOCKSTEP_CHECK(bool(Own));
  if (Path.empty())
    return All;
  Result<std::string> Text = readFile(Path);
  if (!Text)
    return Error{Text.error()};
  if (Status Added = All.add(*Text, Path); !Added)
    return Error{Added.error()};
  return All;
}
