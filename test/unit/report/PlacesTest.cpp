//===- PlacesTest.cpp - Where something happened
//---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Places.h"
#include "Records.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
struct PlacesTest : testing::Test, Recording {
  std::string text(SiteId Site, StackId Stack) {
    return Places(Record, Symbols).find(Site, Stack).text();
  }
};
} // namespace

TEST_F(PlacesTest, TheSiteIsMostExact) {
  SiteId Site = site("bank.cpp", 42, 7, "transfer(Account&)");
  StackId Stack = stack({"transfer(Account&) /src/bank.cpp:42"});
  EXPECT_EQ(text(Site, Stack), "bank.cpp:42:7 in transfer");
}

TEST_F(PlacesTest, AnIncludedLibraryIsNotWhereAPersonLooks) {
  SiteId Site = site("/usr/include/c++/12/mutex", 100, 3, "std::mutex::lock()");
  StackId Stack = stack({"std::mutex::lock() /usr/include/c++/12/mutex:100",
                         "transfer() /src/bank.cpp:42"});
  EXPECT_EQ(text(Site, Stack), "/src/bank.cpp:42 in transfer");
  EXPECT_EQ(text(Site, StackId()),
            "/usr/include/c++/12/mutex:100:3 in std::mutex::lock");
}

TEST_F(PlacesTest, AFunctionIsBetterThanNothing) {
  EXPECT_EQ(text(SiteId(), stack({"raise"})), "in raise");
  EXPECT_EQ(text(SiteId(), StackId()), "an unknown place");
  EXPECT_EQ(text(SiteId(12345), StackId(12345)), "an unknown place");
}

TEST_F(PlacesTest, OneSpellingOfAFileIsEnough) {
  SiteId Site = site("src/bank.cpp", 42, 7, "f");
  StackId Stack =
      stack({"f() /home/me/src/bank.cpp:42", "g() /home/me/src/bank.cpp:50"});
  Places Where(Record, Symbols);
  std::vector<SourceFrame> Frames = Where.frames(Stack, Site);
  ASSERT_EQ(Frames.size(), 2u);
  EXPECT_EQ(Frames[0].File, "src/bank.cpp");
  EXPECT_EQ(Frames[0].Column, 7u);
  EXPECT_EQ(Frames[1].File, "src/bank.cpp");
  EXPECT_EQ(Frames[1].Column, 0u);
}

TEST_F(PlacesTest, TheRuntimesOwnFramesAreLeftOut) {
  StackId Stack = stack({"hook /src/Hook.cpp:1", "main a.cpp:2"});
  Symbols.Frames[Record.Stacks[0][0]][0].Module = "/lib/liblockstep_rt.so";
  EXPECT_EQ(Places(Record, Symbols).frames(Stack, SiteId()).size(), 1u);
}

TEST_F(PlacesTest, ASanitizersFramesAreLeftOut) {
  StackId Stack = stack(
      {"hook /src/Hook.cpp:1", "__asan::ScopedInErrorReport::~Scoped()",
       "__asan::ReportDoubleFree(unsigned long)", "___interceptor_free",
       "transfer() /src/bank.cpp:42", "__asan::asan_thread_start(void*)"});
  Symbols.Frames[Record.Stacks[0][0]][0].Module = "/lib/liblockstep_rt.so";
  std::vector<SourceFrame> Frames =
      Places(Record, Symbols).frames(Stack, SiteId());
  ASSERT_EQ(Frames.size(), 3u);
  EXPECT_EQ(Frames[0].Function, "free");
  EXPECT_EQ(text(SiteId(), Stack), "/src/bank.cpp:42 in transfer");
}

TEST_F(PlacesTest, ComparesFilesByTheirLastComponents) {
  EXPECT_TRUE(isSameFile("/a/b/c.cpp", "b/c.cpp"));
  EXPECT_TRUE(isSameFile("../b/c.cpp", "/a/b/c.cpp"));
  EXPECT_FALSE(isSameFile("/a/xc.cpp", "c.cpp"));
  EXPECT_FALSE(isSameFile("", "c.cpp"));
}
