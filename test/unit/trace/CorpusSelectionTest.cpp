//===- CorpusSelectionTest.cpp - Which kept executions are followed -------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/CorpusSelection.h"
#include "Resealed.h"
#include "Schedules.h"
#include "trace/Encoder.h"
#include "trace/Format.h"

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

static std::string file(const Trace &Of) {
  Result<std::string> Bytes = encodeTrace(Of);
  EXPECT_TRUE(bool(Bytes));
  return *Bytes;
}

/// The iterations of what is chosen of \p Corpus, where nothing is wrong.
static std::vector<uint64_t> chosen(const std::vector<Trace> &Corpus,
                                    const Trace &Here = kept(0)) {
  CorpusSelection Selection(Here);
  for (const Trace &Each : Corpus)
    EXPECT_TRUE(bool(Selection.add(file(Each))));
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
  Status Added = Selection.add(file(Newer));
  ASSERT_FALSE(bool(Added));
  EXPECT_NE(Added.error().find("'gravity'"), std::string::npos);
  EXPECT_NE(Added.error().find("another version of Lockstep"),
            std::string::npos);
  Newer.Options = "races=some";
  EXPECT_FALSE(bool(Selection.add(file(Newer))));
  // Of no matter to this test.
  Newer.Program = "other";
  EXPECT_TRUE(bool(Selection.add(file(Newer))));
  EXPECT_TRUE(Selection.take().empty());
}

/// What is chosen of a corpus in which \p Middle lies between two that are
/// whole; \p Said is what is wrong with it.
static std::vector<Trace> chosenAround(std::string_view Middle,
                                       std::string &Said) {
  static const std::string First = file(kept(1)), Last = file(kept(3));
  CorpusSelection Selection(kept(0));
  EXPECT_TRUE(bool(Selection.add(First)));
  Status Added = Selection.add(Middle);
  Said = Added ? "" : Added.error();
  EXPECT_TRUE(bool(Selection.add(Last)));
  std::vector<Trace> Chosen = Selection.take();
  EXPECT_TRUE(!Chosen.empty() && same(Chosen.front(), kept(1)) &&
              same(Chosen.back(), kept(3)));
  return Chosen;
}

TEST(CorpusSelection, AChangedByteLeavesOutItsFileAlone) {
  const std::string Whole = file(kept(2));
  for (size_t I = 0; I < Whole.size(); ++I)
    for (char Flip : {'\1', '\x80', '\xff'}) {
      std::string Bytes = Whole, Said;
      Bytes[I] ^= Flip;
      ASSERT_EQ(chosenAround(Bytes, Said).size(), 2u) << I;
      EXPECT_FALSE(Said.empty()) << I;
    }
}

TEST(CorpusSelection, ACutFileIsFollowedAsFarAsItGoes) {
  Trace Second = kept(2);
  const std::string Whole = file(Second);
  const size_t TablesEnd = Whole.find(format::DecisionsTag);
  const size_t DecisionsEnd = Whole.find(format::EndTag);
  for (size_t Size = 0; Size < Whole.size(); ++Size) {
    std::string Said;
    std::vector<Trace> Chosen =
        chosenAround(std::string_view(Whole).substr(0, Size), Said);
    ASSERT_EQ(Chosen.size(), Size < TablesEnd ? 2u : 3u) << Size;
    ASSERT_EQ(Said.empty(), Size >= TablesEnd) << Size;
    if (Size < TablesEnd)
      continue;
    EXPECT_TRUE(Chosen[1].Truncated);
    EXPECT_EQ(Chosen[1].Decisions.size(),
              Size < DecisionsEnd ? 0 : Second.Decisions.size());
  }
}

TEST(CorpusSelection, ForeignFilesAreLeftOut) {
  for (std::string_view Bytes : {"", "hello",
                                 "\x7f"
                                 "ELF\2\1\1"}) {
    std::string Said;
    EXPECT_EQ(chosenAround(Bytes, Said).size(), 2u);
    EXPECT_FALSE(Said.empty());
  }
}

TEST(CorpusSelection, NewerFormatsAreFollowedWhereTheyCanBeRead) {
  std::string Said;
  std::string Newer = withVersion(file(kept(2)), format::Version + 1);
  EXPECT_EQ(chosenAround(Newer, Said).size(), 3u);
  std::vector<LooseSection> Sections = takeApart(Newer);
  Sections.insert(Sections.begin(), {"NEED", format::SectionRequired, "?"});
  Newer = withVersion(putTogether(Sections), format::Version + 1);
  EXPECT_EQ(chosenAround(Newer, Said).size(), 2u);
  EXPECT_NE(Said.find("newer Lockstep"), std::string::npos) << Said;
  EXPECT_EQ(chosenAround(withVersion(file(kept(2)), 0), Said).size(), 2u);
  EXPECT_NE(Said.find("never existed"), std::string::npos) << Said;
}
