//===- Task.cpp - What to do with a trace ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Task.h"

#include "base/Items.h"
#include "base/Nearest.h"
#include "base/Number.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

static constexpr std::string_view Origin = "LOCKSTEP_TASK";

std::span<const std::string_view> lockstep::taskNames() {
  static constexpr std::string_view Names[] = {
#define LOCKSTEP_TASK(Name) #Name,
#include "base/tasks.def"
  };
  return Names;
}

std::span<const TaskParameter> lockstep::taskParameters() {
  static const auto &Parameters = *new std::vector<TaskParameter>{
#define LOCKSTEP_TASK_NUMBER(Task, Name, Default, Min, Max)                    \
  {#Task, #Name, Min, Max, "", #Default},
#define LOCKSTEP_TASK_TEXT(Task, Name, Default, Words)                         \
  {#Task, #Name, 0, 0, Words, Default},
#include "base/tasks.def"
  };
  return Parameters;
}

static std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}

/// "; did you mean 'shrink'? Tasks: replay, shrink".
static std::string whatThereIs(std::string_view Word, std::string_view Kind,
                               std::span<const std::string_view> Names) {
  std::string_view Near = nearest(Word, Names);
  std::string Text =
      Near.empty() ? "." : "; did you mean " + quoted(Near) + "?";
  Text += " " + std::string(Kind) + ": ";
  for (size_t I = 0; I < Names.size(); ++I)
    Text += (I ? ", " : "") + std::string(Names[I]);
  return Text;
}

static std::string valuesText(const TaskParameter &P) {
  if (P.isNumber())
    return "a number from " + std::to_string(P.Min) + " to " +
           std::to_string(P.Max);
  std::string Text = "one of: ";
  for (char C : P.Words.substr(0, P.Words.size() - 1))
    Text += C == ' ' ? std::string(", ") : std::string(1, C);
  return Text;
}

static bool fits(const TaskParameter &P, std::string_view Value) {
  uint64_t Number;
  if (P.isNumber())
    return parseNumber(Value, Number) && Number >= P.Min && Number <= P.Max;
  return P.Words.empty() ||
         (!Value.empty() && Value.find(' ') == std::string_view::npos &&
          (" " + std::string(P.Words)).find(" " + std::string(Value) + " ") !=
              std::string::npos);
}

/// Reads the items of \p Text, which are for the parameters \p Own.
static Status parseItems(std::string_view Text, const std::string &Owner,
                         std::span<const TaskParameter> Own,
                         std::map<std::string, std::string, std::less<>> &To) {
  std::vector<std::string_view> Names;
  for (const TaskParameter &P : Own)
    Names.push_back(P.Name);
  ItemReader Items(Text, Origin);
  while (true) {
    Result<bool> More = Items.next();
    if (!More)
      return Error{More.error()};
    if (!*More)
      return success();
    std::string Begin = std::string(Origin) + ": ";
    if (Own.empty())
      return Error{Begin + Owner + " has no parameters, so not " +
                   quoted(Items.Name) + " either"};
    size_t I = size_t(std::find(Names.begin(), Names.end(), Items.Name) -
                      Names.begin());
    if (I == Own.size())
      return Error{Begin + Owner + " has no parameter " + quoted(Items.Name) +
                   whatThereIs(Items.Name, "Parameters", Names)};
    Begin += "parameter " + quoted(Items.Name) + " of " + Owner;
    if (!fits(Own[I], Items.Value))
      return Error{Begin + " cannot be " + quoted(Items.Value) + "; it is " +
                   valuesText(Own[I]) + ", by default " + Own[I].Default};
    if (!To.emplace(Items.Name, Items.Value).second)
      return Error{Begin + " is given twice; give it once"};
  }
}

Result<Task> lockstep::parseTask(std::string_view Text,
                                 std::span<const std::string_view> Names,
                                 std::span<const TaskParameter> Parameters) {
  std::string_view Name = Text.substr(0, wordLength(Text));
  if (std::find(Names.begin(), Names.end(), Name) == Names.end())
    return Error{std::string(Origin) + ": there is no task " + quoted(Name) +
                 whatThereIs(Name, "Tasks", Names)};
  std::vector<TaskParameter> Own;
  std::copy_if(Parameters.begin(), Parameters.end(), std::back_inserter(Own),
               [&](const TaskParameter &P) { return P.Task == Name; });
  std::map<std::string, std::string, std::less<>> Values;
  if (Status Read = parseItems(Text.substr(Name.size()), "task " + quoted(Name),
                               Own, Values);
      !Read)
    return Error{Read.error()};
  for (const TaskParameter &P : Own)
    Values.emplace(P.Name, P.Default);
  return Task(std::string(Name), std::move(Values));
}

const std::string &Task::text(std::string_view Parameter) const {
  auto Found = Values.find(Parameter);
  LOCKSTEP_CHECK(Found != Values.end());
  return Found->second;
}

uint64_t Task::number(std::string_view Parameter) const {
  uint64_t Number = 0;
  LOCKSTEP_CHECK(parseNumber(text(Parameter), Number));
  return Number;
}
