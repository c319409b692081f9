//===- OptionsEnvironmentTest.cpp - The LOCKSTEP_* variables --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lockstep;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

static Result<ParsedSettings> parse(std::vector<const char *> Environment) {
  Environment.push_back(nullptr);
  return parseSettings(Environment.data(), 6);
}

static Settings settings(std::vector<const char *> Environment) {
  Result<ParsedSettings> Parsed = parse(std::move(Environment));
  EXPECT_TRUE(Parsed) << (Parsed ? "" : Parsed.error());
  if (!Parsed)
    return {};
  EXPECT_THAT(Parsed->Warnings, IsEmpty());
  return Parsed->Values;
}

static std::string failure(const char *Variable) {
  Result<ParsedSettings> Parsed = parse({Variable});
  EXPECT_FALSE(Parsed) << Variable;
  return Parsed ? "" : Parsed.error();
}

TEST(Environment, Defaults) {
  Settings S = settings({"HOME=/root", "LOCKSTEPPING=1", "LOCKSTEP_TIME="});
  EXPECT_EQ(S.Iterations, DefaultIterations);
  EXPECT_EQ(S.TimeMilliseconds, 0u);
  EXPECT_EQ(S.Jobs, 1u);
  EXPECT_EQ(S.Seed, 1u);
  EXPECT_EQ(S.Strategy, DefaultStrategy);
}

TEST(Environment, ATaskIsAboutATrace) {
  EXPECT_EQ(settings({"LOCKSTEP_TRACE=x.lstrace"}).Task, DefaultTask);
  EXPECT_THAT(failure("LOCKSTEP_TASK=replan"),
              HasSubstr("there is no task 'replan'; did you mean 'replay'?"));
}

TEST(Environment, Bounds) {
  EXPECT_EQ(settings({"LOCKSTEP_ITERATIONS=5"}).Iterations, 5u);
  EXPECT_EQ(settings({"LOCKSTEP_STRATEGY=pos"}).Iterations, DefaultIterations);
  EXPECT_EQ(settings({"LOCKSTEP_TIME=2"}).Iterations, UnboundedIterations);
  Settings Both = settings({"LOCKSTEP_TIME=2", "LOCKSTEP_ITERATIONS=9"});
  EXPECT_EQ(Both.Iterations, 9u);
  EXPECT_EQ(Both.TimeMilliseconds, 2000u);
}

TEST(Environment, SecondsHaveDecimals) {
  EXPECT_EQ(settings({"LOCKSTEP_TIME=0.5"}).TimeMilliseconds, 500u);
  EXPECT_EQ(settings({"LOCKSTEP_TIME=.25"}).TimeMilliseconds, 250u);
  EXPECT_EQ(settings({"LOCKSTEP_TIME=1.0009"}).TimeMilliseconds, 1001u);
  EXPECT_EQ(settings({"LOCKSTEP_TIME=0.0001"}).TimeMilliseconds, 1u);
  for (const char *Bad :
       {"LOCKSTEP_TIME=0", "LOCKSTEP_TIME=-1", "LOCKSTEP_TIME=1e3",
        "LOCKSTEP_TIME=.", "LOCKSTEP_TIME=10s", "LOCKSTEP_TIME=1.2.3",
        "LOCKSTEP_TIME=99999999999999"})
    EXPECT_THAT(failure(Bad), HasSubstr("such as 30 or 0.5")) << Bad;
}

TEST(Environment, Jobs) {
  EXPECT_EQ(settings({"LOCKSTEP_JOBS=3"}).Jobs, 3u);
  EXPECT_EQ(settings({"LOCKSTEP_JOBS=auto"}).Jobs, 6u);
  EXPECT_EQ(settings({"LOCKSTEP_JOBS=0"}).Jobs, 6u);
  EXPECT_THAT(failure("LOCKSTEP_JOBS=1025"), HasSubstr("1 to 1024, or auto"));
  EXPECT_THAT(failure("LOCKSTEP_JOBS=many"), HasSubstr("LOCKSTEP_JOBS='many'"));
}

TEST(Environment, BadNumbersNameVariableValueAndMend) {
  EXPECT_EQ(failure("LOCKSTEP_ITERATIONS=1k"),
            "LOCKSTEP_ITERATIONS='1k': give a whole number from 1");
  EXPECT_EQ(failure("LOCKSTEP_ITERATIONS=0"),
            "LOCKSTEP_ITERATIONS='0': give a whole number from 1");
  EXPECT_THAT(failure("LOCKSTEP_SEED=18446744073709551616"),
              HasSubstr("LOCKSTEP_SEED='18446744073709551616'"));
  EXPECT_THAT(failure("LOCKSTEP_OPTIONS=pool=x"),
              HasSubstr("LOCKSTEP_OPTIONS: 'x' is no value for 'pool'"));
}

TEST(Environment, UnknownNamesAreWarningsThatSuggest) {
  Result<ParsedSettings> Parsed =
      parse({"LOCKSTEP_ITERATION=5", "LOCKSTEP_WOMBAT=1",
             "LOCKSTEP_OPTIONS=colour=never", "LOCKSTEP_SEED=3"});
  ASSERT_TRUE(Parsed);
  EXPECT_THAT(Parsed->Warnings,
              ElementsAre("there is no variable LOCKSTEP_ITERATION; did you "
                          "mean LOCKSTEP_ITERATIONS?",
                          "there is no variable LOCKSTEP_WOMBAT; Lockstep "
                          "ignores it",
                          "LOCKSTEP_OPTIONS: there is no option 'colour'; did "
                          "you mean 'color'?"));
  EXPECT_EQ(Parsed->Values.Seed, 3u);
}

TEST(Environment, RelevantVariables) {
  for (const char *Name : {"LANG", "LC_ALL", "TZ", "OMP_NUM_THREADS", "HOME"})
    EXPECT_TRUE(isRelevantVariable(Name)) << Name;
  for (const char *Name : {"", "LANGUAGES", "PATH", "LD_PRELOAD", "PWD"})
    EXPECT_FALSE(isRelevantVariable(Name)) << Name;
}

TEST(Environment, OtherPartsVariablesAreKnown) {
  for (const VariableInfo &Variable : environmentTable()) {
    std::string Entry = std::string(Variable.Name) + "=1";
    Result<ParsedSettings> Parsed = parse({Entry.c_str()});
    if (Parsed)
      EXPECT_THAT(Parsed->Warnings, IsEmpty()) << Entry;
    else
      EXPECT_THAT(Entry, AnyOf("LOCKSTEP_TASK=1", "LOCKSTEP_OPTIONS=1",
                               "LOCKSTEP_STOP=1"));
  }
}
