//===- TableTest.cpp - Names, parameters and listings of strategies -------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"

#include <gtest/gtest.h>

using namespace lockstep;

static std::string errorOf(std::string_view Spec) {
  Result<std::unique_ptr<Strategy>> Made = makeStrategy(Spec);
  Result<std::string> Canonical = canonicalSpec(Spec);
  if (Made || Canonical)
    return "";
  EXPECT_EQ(Made.error(), Canonical.error());
  return Made.error();
}

static std::string canonical(std::string_view Spec) {
  Result<std::string> Canonical = canonicalSpec(Spec);
  EXPECT_TRUE(makeStrategy(Spec));
  return Canonical ? *Canonical : Canonical.error();
}

TEST(Strategies, EveryRowMakesOne) {
  for (const StrategyInfo &Info : strategyTable()) {
    Result<std::unique_ptr<Strategy>> Made = makeStrategy(Info.Name);
    if (Info.Name != ReplayStrategy) {
      ASSERT_TRUE(Made) << Made.error();
      EXPECT_TRUE(*Made);
    }
    EXPECT_FALSE(Info.Summary.empty());
    EXPECT_FALSE(Info.Paper.empty());
    for (const StrategyParameter &P : Info.Parameters) {
      EXPECT_LE(P.Min, P.Default);
      EXPECT_LE(P.Default, P.Max);
    }
  }
}

TEST(Strategies, CanonicalSpecsNameEveryParameter) {
  EXPECT_EQ(canonical("random"), "random");
  EXPECT_EQ(canonical("pos"), "pos");
  EXPECT_EQ(canonical("pct"), "pct:depth=3");
  EXPECT_EQ(canonical("pct:depth=4"), "pct:depth=4");
  EXPECT_EQ(canonical("pct,depth=04"), "pct:depth=4");
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    EXPECT_EQ(canonical(canonical(Info.Name)), canonical(Info.Name));
  }
}

TEST(Strategies, ReplaySaysHowToReplay) {
  EXPECT_EQ(errorOf("replay"),
            "strategy 'replay' follows a trace and makes no schedule of its "
            "own; name the trace in LOCKSTEP_TRACE, or use lockstep replay");
}

TEST(Strategies, UnknownNamesSayWhatThereIs) {
  std::string All = " Strategies: " + strategyNames();
  EXPECT_EQ(errorOf("ptc"),
            "unknown strategy 'ptc'; did you mean 'pct'?" + All);
  EXPECT_EQ(errorOf("PCT"),
            "unknown strategy 'PCT'; did you mean 'pct'?" + All);
  EXPECT_EQ(errorOf("exhaustive"), "unknown strategy 'exhaustive'." + All);
  EXPECT_EQ(errorOf(""), "the strategy has no name." + All);
  EXPECT_EQ(errorOf(":depth=3"), errorOf(""));
  EXPECT_EQ(errorOf("pct "),
            "unknown strategy 'pct '; did you mean 'pct'?" + All);
}

TEST(Strategies, UnknownParametersSayWhatThereIs) {
  EXPECT_EQ(errorOf("pct:deph=3"),
            "strategy 'pct' has no parameter 'deph'; did you mean 'depth'? "
            "Parameters: depth");
  EXPECT_EQ(errorOf("pct:priority=3"),
            "strategy 'pct' has no parameter 'priority'. Parameters: depth");
  EXPECT_EQ(errorOf("pct:"),
            "strategy 'pct' has no parameter ''. Parameters: depth");
  EXPECT_EQ(errorOf("pos:depth=3"),
            "strategy 'pos' has no parameters, so not 'depth' either");
}

TEST(Strategies, ValuesOutOfRangeSayWhatFits) {
  const char *Rest = "; it is a number from 1 to 64, by default 3";
  for (const char *Value : {"0", "65", "-1", "+1", "", "3x", "three", "3.0",
                            "18446744073709551616", "0x3", " 3"})
    EXPECT_EQ(errorOf(std::string("pct:depth=") + Value),
              std::string("parameter 'depth' of strategy 'pct' cannot be '") +
                  Value + "'" + Rest);
  EXPECT_EQ(errorOf("pct:depth"),
            "parameter 'depth' of strategy 'pct' needs a value: depth=3");
  EXPECT_EQ(errorOf("pct:depth=3,depth=4"),
            "parameter 'depth' of strategy 'pct' is given twice; give it once");
  EXPECT_EQ(canonical("pct:depth=1"), "pct:depth=1");
  EXPECT_EQ(canonical("pct:depth=64"), "pct:depth=64");
}

TEST(Strategies, ListingsShowEverything) {
  EXPECT_TRUE(strategyNames().starts_with("auto, random, pct, "));
  std::string Text = strategiesText(), Help = strategiesHelp();
  for (const StrategyInfo &Info : strategyTable()) {
    EXPECT_NE(Text.find(std::string(Info.Name)), std::string::npos);
    EXPECT_NE(Text.find(std::string(Info.Summary)), std::string::npos);
    EXPECT_NE(Text.find(std::string(Info.Paper)), std::string::npos);
    EXPECT_NE(Help.find("  " + std::string(Info.Name) + " "),
              std::string::npos);
    for (const StrategyParameter &P : Info.Parameters)
      EXPECT_NE(Text.find(std::string(P.Help)), std::string::npos);
  }
  EXPECT_EQ(Text.find("(the default)"), Text.find("auto") + 5);
  EXPECT_EQ(Text.back(), '\n');
  EXPECT_EQ(Help.back(), '\n');
}
