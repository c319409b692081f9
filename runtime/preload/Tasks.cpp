//===- Tasks.cpp - What the driver does with a trace ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Tasks.h"

using namespace lockstep;

namespace {
struct Row {
  std::string_view Name;
  TaskFunction *Function;
};
constexpr Row Rows[] = {
#define LOCKSTEP_TASK(Name) {#Name, Name##Task},
#include "base/tasks.def"
};
} // namespace

int lockstep::runTask(const Trace &Recorded, Runner &Run,
                      const Settings &Wanted) {
  Result<Task> Asked = parseTask(Wanted.Task);
  LOCKSTEP_CHECK(bool(Asked)); // parseSettings has judged it
  for (const Row &Each : Rows)
    if (Each.Name == Asked->name())
      return Each.Function(Recorded, Wanted.TracePath, Run, *Asked, Wanted);
  LOCKSTEP_CHECK(false); // the list of names is the same
  return 0;
}
