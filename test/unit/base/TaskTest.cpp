//===- TaskTest.cpp - What LOCKSTEP_TASK may say --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Task.h"

#include <gtest/gtest.h>

using namespace lockstep;

static constexpr std::string_view Names[] = {"copy", "cut", "paste"};

static Result<Task> parse(std::string_view Text) {
  static const TaskParameter Parameters[] = {
      {"cut", "depth", 1, 9, "", "3"},
      {"cut", "fast", 0, 1, "", "0"},
      {"cut", "edge", 0, 0, "sharp blunt ", "blunt"},
      {"paste", "to", 0, 0, "", "."},
  };
  return parseTask(Text, Names, Parameters);
}

static std::string failure(std::string_view Text) {
  Result<Task> Parsed = parse(Text);
  return Parsed ? "none" : Parsed.error();
}

TEST(Task, EveryNameOfTheTableStandsForItself) {
  for (std::string_view Name : taskNames()) {
    Result<Task> Parsed = parseTask(Name);
    ASSERT_TRUE(Parsed) << Parsed.error();
    EXPECT_EQ(Parsed->name(), Name);
  }
  EXPECT_TRUE(parseTask(DefaultTask));
}

TEST(Task, EveryDefaultOfTheTableFits) {
  for (const TaskParameter &P : taskParameters()) {
    Result<Task> Parsed =
        parseTask(std::string(P.Task) + ":" + std::string(P.Name) + "='" +
                  P.Default + "'");
    ASSERT_TRUE(Parsed) << Parsed.error();
    EXPECT_EQ(Parsed->text(P.Name), P.Default);
  }
}

TEST(Task, WhatIsNotGivenHasItsDefault) {
  Result<Task> Parsed = parse("cut:depth=5");
  ASSERT_TRUE(Parsed) << Parsed.error();
  EXPECT_EQ(Parsed->name(), "cut");
  EXPECT_EQ(Parsed->number("depth"), 5u);
  EXPECT_FALSE(Parsed->isOn("fast"));
  EXPECT_EQ(Parsed->text("edge"), "blunt");
}

TEST(Task, ValuesMayBeQuoted) {
  Result<Task> Parsed = parse("paste:to='a:b, c'");
  ASSERT_TRUE(Parsed) << Parsed.error();
  EXPECT_EQ(Parsed->text("to"), "a:b, c");
  EXPECT_TRUE(parse("cut,edge=\"sharp\",fast=1")->isOn("fast"));
}

TEST(Task, ErrorsListWhatThereIs) {
  EXPECT_EQ(failure("cat"), "LOCKSTEP_TASK: there is no task 'cat'; did you "
                            "mean 'cut'? Tasks: copy, cut, paste");
  EXPECT_EQ(failure(""),
            "LOCKSTEP_TASK: there is no task ''. Tasks: copy, cut, paste");
  EXPECT_EQ(failure("copy:x=1"), "LOCKSTEP_TASK: task 'copy' has no "
                                 "parameters, so not 'x' either");
  EXPECT_EQ(failure("cut:dept=1"),
            "LOCKSTEP_TASK: task 'cut' has no parameter 'dept'; did you mean "
            "'depth'? Parameters: depth, fast, edge");
  EXPECT_EQ(failure("cut:depth"),
            "LOCKSTEP_TASK: 'depth' has no value; write depth=VALUE");
}

TEST(Task, ValuesThatDoNotFitAreErrors) {
  for (const char *Value : {"0", "10", "", "x", "-1", "3 4"})
    EXPECT_EQ(failure(std::string("cut:depth='") + Value + "'"),
              std::string("LOCKSTEP_TASK: parameter 'depth' of task 'cut' "
                          "cannot be '") +
                  Value + "'; it is a number from 1 to 9, by default 3");
  for (const char *Value : {"shar", "harp", "", "sharp blunt"})
    EXPECT_EQ(failure(std::string("cut:edge='") + Value + "'"),
              std::string("LOCKSTEP_TASK: parameter 'edge' of task 'cut' "
                          "cannot be '") +
                  Value + "'; it is one of: sharp, blunt, by default blunt");
  EXPECT_EQ(failure("cut:depth=1:depth=1"),
            "LOCKSTEP_TASK: parameter 'depth' of task 'cut' is given twice; "
            "give it once");
}
