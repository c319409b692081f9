//===- SiteMatchTest.cpp - The same places in a changed program -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/SiteMatch.h"

#include <gtest/gtest.h>

using namespace lockstep;

static TraceSite site(std::string File, uint32_t Line, std::string Function,
                      OpKind Kind = OpKind::MutexLock,
                      std::string Variable = "Lock") {
  TraceSite Site;
  Site.Kind = Kind;
  Site.File = std::move(File);
  Site.Line = Line;
  Site.Function = std::move(Function);
  Site.Variable = std::move(Variable);
  return Site;
}

using Sites = std::vector<TraceSite>;
using Matches = std::vector<uint32_t>;

TEST(SiteMatch, LinesMayMove) {
  EXPECT_EQ(matchSites(Sites{site("a.c", 10, "f"), site("a.c", 20, "f")},
                       Sites{site("a.c", 25, "f"), site("a.c", 12, "f")}),
            (Matches{1, 0}));
}

TEST(SiteMatch, WhereTheNumberDiffersTheNearestLineCounts) {
  Sites Then{site("a.c", 10, "f"), site("a.c", 20, "f")};
  EXPECT_EQ(matchSites(Then, Sites{site("a.c", 10, "f"), site("a.c", 15, "f"),
                                   site("a.c", 21, "f")}),
            (Matches{0, 2}));
  EXPECT_EQ(matchSites(Then, Sites{site("a.c", 18, "f")}), (Matches{0, 0}));
}

TEST(SiteMatch, KindFunctionAndVariableTellSitesApart) {
  Sites Now{site("a.c", 10, "f", OpKind::MutexUnlock),
            site("a.c", 10, "f", OpKind::MutexLock, "Other"),
            site("a.c", 10, "g")};
  EXPECT_EQ(matchSites(Sites{site("a.c", 10, "g")}, Now), (Matches{2}));
  EXPECT_EQ(matchSites(Sites{site("a.c", 10, "f", OpKind::AtomicLoad)}, Now),
            (Matches{NoCounterpart}));
}

TEST(SiteMatch, FoldersFunctionsAndFilesMayBeRenamed) {
  EXPECT_EQ(matchSites(Sites{site("/then/a.c", 1, "f")},
                       Sites{site("/now/a.c", 1, "f")}),
            (Matches{0}));
  EXPECT_EQ(matchSites(Sites{site("a.c", 1, "f")}, Sites{site("a.c", 1, "g")}),
            (Matches{0}));
  EXPECT_EQ(matchSites(Sites{site("a.c", 1, "f")}, Sites{site("b.c", 1, "f")}),
            (Matches{0}));
  EXPECT_EQ(matchSites(Sites{site("a.c", 1, "f")}, Sites{site("b.c", 1, "g")}),
            (Matches{NoCounterpart}));
}

TEST(SiteMatch, WhatHasNoFileHasNoCounterpart) {
  EXPECT_EQ(matchSites(Sites{TraceSite()}, Sites{TraceSite()}),
            (Matches{NoCounterpart}));
  EXPECT_TRUE(matchSites({}, {}).empty());
}
