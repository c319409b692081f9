//===- PassTablesTest.cpp - What the pass wrote into modules --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/PassTables.h"

#include <cstring>
#include <gtest/gtest.h>

using namespace lockstep;

namespace {
/// A module as the pass makes it: a record's strings lie at distances from it.
struct ModuleImage {
  lockstep_site Sites[3] = {};
  lockstep_variable Variables[2] = {};
  char Text[80] = "/src/build\0/src\0accounts\0{0+8 lock;}\0other\0"
                  "16@{0+8 lock;}";
  char Memory[256] = {};
  lockstep_module Record = {};

  int32_t distance(const int32_t &Field, const char *Wanted) const {
    std::string_view All(Text, sizeof(Text));
    size_t At = All.find(std::string(Wanted) + '\0');
    return int32_t(Text + At - reinterpret_cast<const char *>(&Field));
  }
  void variable(unsigned I, unsigned At, uint64_t Size, const char *Name) {
    lockstep_variable &V = Variables[I];
    V.address = Memory + At - reinterpret_cast<char *>(&V.address);
    V.size = Size;
    V.name = distance(V.name, Name);
    V.layout = distance(V.layout, I == 0 ? "16@{0+8 lock;}" : "{0+8 lock;}");
  }
  ModuleImage() {
    Sites[0].directory = distance(Sites[0].directory, "/src");
    Sites[1].directory = distance(Sites[1].directory, "/src/build");
    variable(0, 128, 16, "other");
    variable(1, 64, 32, "accounts");
    Record = {nullptr,
              LOCKSTEP_ABI_VERSION,
              lockstep_module_variables,
              Sites,
              Sites + 3,
              &Record,
              Variables,
              Variables + 2};
    Registry.add(Record);
  }
  uint64_t address(unsigned At) const { return uint64_t(Memory + At); }
  SiteRegistry Registry;
};
} // namespace

TEST(PassTables, FindsTheVariableThatCoversAnAddress) {
  ModuleImage Image;
  PassTables Tables(Image.Registry);
  SourceVariable Found = Tables.variable(Image.address(64 + 8));
  EXPECT_EQ(Found.Name, "accounts");
  EXPECT_EQ(Found.Offset, 8u);
  EXPECT_EQ(Found.Layout, "{0+8 lock;}");
  SourceVariable Part = Tables.variable(Image.address(128));
  EXPECT_EQ(Part.Name, "other");
  EXPECT_EQ(Part.Offset, 16u) << "the record is of a part";
  EXPECT_EQ(Part.Layout, "{0+8 lock;}");
  for (unsigned Outside : {0u, 63u, 64u + 32, 128u + 16})
    EXPECT_EQ(Tables.variable(Image.address(Outside)).Name, "") << Outside;
}

TEST(PassTables, AModuleOfAnOlderPluginHasNoVariables) {
  ModuleImage Image;
  Image.Record.parts = 0;
  PassTables Tables(Image.Registry);
  EXPECT_EQ(Tables.variable(Image.address(64)).Name, "");
}

TEST(PassTables, PathsAreRelativeToWhereTheCompilerRan) {
  ModuleImage Image;
  PassTables Tables(Image.Registry);
  std::string Folder;
  EXPECT_EQ(Tables.sourcePath("/src/bank.cpp", Folder), "bank.cpp");
  EXPECT_EQ(Folder, "/src");
  EXPECT_EQ(Tables.sourcePath("/src/build/gen/x.cpp", Folder), "gen/x.cpp");
  EXPECT_EQ(Tables.sourcePath("/src/build/../lib//./x.cpp", Folder),
            "lib/x.cpp");
  EXPECT_EQ(Tables.sourcePath("/srcs/x.cpp", Folder), "/srcs/x.cpp");
  EXPECT_EQ(Folder, "");
  EXPECT_EQ(Tables.sourcePath("/src", Folder), "/src");
  EXPECT_EQ(Tables.sourcePath("./a/../b.c", Folder), "b.c");
  EXPECT_EQ(Tables.sourcePath("../b.c", Folder), "../b.c");
  EXPECT_EQ(Tables.sourcePath("/../b.c", Folder), "/b.c");
  EXPECT_EQ(Tables.sourcePath("", Folder), "");
}
