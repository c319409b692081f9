//===- Task.h - What to do with a trace -------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_TASK_H
#define LOCKSTEP_BASE_TASK_H

#include "base/Result.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace lockstep {

/// A parameter of a task: `prove` in `shrink:prove=1`.
struct TaskParameter {
  std::string_view Task;
  std::string_view Name;
  /// Of a number; Max is 0 for a text.
  uint64_t Min, Max;
  /// The words that a text may be, each followed by a blank; empty: any text.
  std::string_view Words;
  std::string Default;

  bool isNumber() const { return Max != 0; }
};

/// The names and parameters of tasks.def, in its order.
std::span<const std::string_view> taskNames();
std::span<const TaskParameter> taskParameters();

/// What LOCKSTEP_TASK asks the driver to do with the trace.
class Task {
public:
  Task(std::string Name, std::map<std::string, std::string, std::less<>> Values)
      : Name(std::move(Name)), Values(std::move(Values)) {}

  const std::string &name() const { return Name; }
  /// The value of a parameter of this task, given or by default.
  uint64_t number(std::string_view Parameter) const;
  bool isOn(std::string_view Switch) const { return number(Switch) != 0; }
  const std::string &text(std::string_view Parameter) const;

private:
  std::string Name;
  std::map<std::string, std::string, std::less<>> Values; ///< of all parameters
};

/// The task of a driver that is given a trace and nothing else.
constexpr std::string_view DefaultTask = "replay";

/// Reads "shrink:prove=1": a name, then parameters as LOCKSTEP_OPTIONS has them
/// (base/Items.h). Parameters not given have their default. An unknown name, an
/// unknown or repeated parameter and a value that does not fit are errors that
/// list what there is. \p Names and \p Parameters are what there is.
Result<Task>
parseTask(std::string_view Text,
          std::span<const std::string_view> Names = taskNames(),
          std::span<const TaskParameter> Parameters = taskParameters());

} // namespace lockstep

#endif
