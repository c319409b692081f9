//===- CorpusSelectionTest.cpp - Which kept executions are followed -------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/CorpusSelection.h"
#include "Schedules.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

/// The execution of iteration \p Number of a test, which passed.
static Trace kept(uint64_t Number) {
  Trace Of = exampleTrace();
  Of.Program = "/home/a/build/bank";
  Of.Arguments = {"./bank", "--accounts=3"};
  Of.Options = canonicalBehavior({});
  Of.Iteration = Number;
  Of.Outcome = OutcomeKind::Passed;
  return Of;
}

/// The iterations of what is chosen of \p Corpus, where nothing is wrong.
static std::vector<uint64_t> chosen(const std::vector<Trace> &Corpus,
                                    const Trace &Here = kept(0)) {
  CorpusSelection Selection(Here);
  for (const Trace &Each : Corpus)
    EXPECT_TRUE(bool(Selection.add(Each)));
  std::vector<uint64_t> Iterations;
  for (const Trace &Each : Selection.take())
    Iterations.push_back(Each.Iteration);
  return Iterations;
}

using Numbers = std::vector<uint64_t>;

TEST(CorpusSelection, AnEmptyCorpusHasNothing) {
  EXPECT_EQ(chosen({}), Numbers{});
}

TEST(CorpusSelection, FindingsComeFirst) {
  std::vector<Trace> Corpus;
  for (uint64_t Number = 1; Number <= 6; ++Number)
    Corpus.push_back(kept(Number));
  Corpus[2].Outcome = OutcomeKind::Deadlock;
  Corpus[4].Outcome = OutcomeKind::Assertion;
  EXPECT_EQ(chosen(Corpus), (Numbers{3, 5, 1, 2, 4, 6}));
}

TEST(CorpusSelection, AnotherFolderOrBuildIsTheSameTest) {
  Trace Moved = kept(1);
  Moved.Program = "bank";
  Moved.Arguments[0] = "/elsewhere/bank";
  Moved.Modules[0].BuildId = "aa";
  Moved.Environment = {"LANG=C"};
  Moved.ToolVersion = "99";
  Moved.Strategy = "of tomorrow";
  EXPECT_EQ(chosen({Moved}), Numbers{1});
}

TEST(CorpusSelection, OtherTestsAreLeftAlone) {
  std::vector<Trace> Others(5, kept(1));
  Others[0].Program = "/home/a/build/banks";
  Others[1].Program.clear();
  Others[2].Arguments.push_back("--accounts=3");
  Others[3].Arguments.clear();
  Others[4].Options = canonicalBehavior({.SpuriousWakeups = true});
  EXPECT_EQ(chosen(Others), Numbers{});
  EXPECT_EQ(chosen({kept(1)}, Others[4]), Numbers{});
  EXPECT_EQ(chosen({Others[4]}, Others[4]), Numbers{1});
}

// What is kept stays of use when Lockstep gets a new option.
TEST(CorpusSelection, OptionsOfAnOlderLockstepHaveTheirDefaults) {
  Trace Older = kept(1);
  Older.Options = "max_steps=1000000:races=promote";
  EXPECT_EQ(chosen({Older}), Numbers{1});
  Older.Options = "max_steps=1000000";
  EXPECT_EQ(chosen({Older}), Numbers{}); // from before races
  Trace Here = kept(0);
  Here.Options = canonicalBehavior({.Races = RacesChoice::Ignore});
  EXPECT_EQ(chosen({Older}, Here), Numbers{1});
  Older.Options += ":expected_exit=3";
  EXPECT_EQ(chosen({Older}, Here), Numbers{});
}

TEST(CorpusSelection, OptionsOfANewerLockstepAreSaid) {
  CorpusSelection Selection(kept(0));
  Trace Newer = kept(1);
  Newer.Options += ":gravity=1";
  Status Added = Selection.add(Newer);
  ASSERT_FALSE(bool(Added));
  EXPECT_NE(Added.error().find("'gravity'"), std::string::npos);
  EXPECT_NE(Added.error().find("another version of Lockstep"),
            std::string::npos);
  Newer.Options = "races=some";
  EXPECT_FALSE(bool(Selection.add(Newer)));
  // Of no matter to this test.
  Newer.Program = "other";
  EXPECT_TRUE(bool(Selection.add(Newer)));
  EXPECT_TRUE(Selection.take().empty());
}
