//===- SourceFilesTest.cpp - Source lines from files
//-----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/SourceFiles.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace lockstep;

TEST(SourceFiles, ReadsLinesOfRelativeAndAbsolutePaths) {
  std::string Folder = testing::TempDir();
  std::ofstream(Folder + "/lines.cpp") << "one\r\n\nthree";
  SourceFiles Sources({"/nonexistent", Folder});
  EXPECT_EQ(Sources.line("lines.cpp", 1), "one");
  EXPECT_EQ(Sources.line(Folder + "/lines.cpp", 2), "");
  EXPECT_EQ(Sources.line("lines.cpp", 3), "three");
  EXPECT_EQ(Sources.line("lines.cpp", 4), "");
  EXPECT_EQ(Sources.line("lines.cpp", 0), "");
}

TEST(SourceFiles, LooksAtCopiesFirst) {
  std::string Folder = testing::TempDir() + "copies";
  std::filesystem::create_directories(Folder + "/far/src");
  std::ofstream(Folder + "/far/src/copied.cpp") << "copy";
  std::ofstream(testing::TempDir() + "/only.cpp") << "original";
  SourceFiles Sources({"", "/far/build/"}, Folder);
  EXPECT_EQ(Sources.line("/far/src/copied.cpp", 1), "copy");
  // As a compiler in the folder "build" writes it, which is not there.
  EXPECT_EQ(Sources.line("../src/./copied.cpp", 1), "copy");
  EXPECT_EQ(Sources.line("/../../far/src/copied.cpp", 1), "copy");
  EXPECT_EQ(Sources.line(testing::TempDir() + "/only.cpp", 1), "original");
  EXPECT_EQ(SourceFiles({}).line("/far/src/copied.cpp", 1), "");
}

TEST(SourceFiles, IgnoresWhatIsNoFile) {
  SourceFiles Sources({""});
  EXPECT_EQ(Sources.line("/nonexistent.cpp", 1), "");
  EXPECT_EQ(Sources.line("/dev/zero", 1), "");
  EXPECT_EQ(Sources.line("/proc/self", 1), "");
}

TEST(SourceFiles, LooksInTheFoldersAroundAProgram) {
  EXPECT_EQ(SourceFiles::foldersFor("/a/build/x"),
            (std::vector<std::string>{"", "/a/build/", "/a/", "/"}));
  EXPECT_EQ(SourceFiles::foldersFor("x"), std::vector<std::string>{""});
}
