//===- SymbolizerTest.cpp - Symbols of this very program
//-------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/BacktraceSymbolizer.h"
#include "platform/Demangle.h"

#include <cstring>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <link.h>

using namespace lockstep;

static const PassTables NoTables;

namespace bank {
int Balance[2] = {100, 200};

/// The return address of the call of capture(), which is in whatever the
/// compiler inlined into first().
__attribute__((noinline)) uint64_t capture() {
  return uint64_t(__builtin_return_address(0));
}
__attribute__((always_inline)) inline uint64_t third(uint32_t &Line) {
  Line = __LINE__ + 1;
  uint64_t Address = capture();
  asm volatile("" ::: "memory");
  return Address;
}
__attribute__((always_inline)) inline uint64_t second(uint32_t &Line) {
  return third(Line);
}
__attribute__((noinline)) uint64_t first(uint32_t &Line) {
  uint64_t Address = second(Line);
  asm volatile("" ::: "memory");
  return Address;
}
} // namespace bank

TEST(BacktraceSymbolizer, ShowsInlinedFramesInnermostFirst) {
  BacktraceSymbolizer Symbols(loadedModules(), NoTables);
  uint32_t Line = 0;
  std::vector<SourceFrame> Frames = Symbols.frames(bank::first(Line));
  ASSERT_EQ(Frames.size(), 3u);
  EXPECT_EQ(Frames[0].Function, "bank::third(unsigned int&)");
  EXPECT_EQ(Frames[1].Function, "bank::second(unsigned int&)");
  EXPECT_EQ(Frames[2].Function, "bank::first(unsigned int&)");
  EXPECT_EQ(Frames[0].Line, Line);
  EXPECT_TRUE(Frames[0].File.ends_with("SymbolizerTest.cpp"));
  EXPECT_TRUE(Frames[0].Inlined);
  EXPECT_TRUE(Frames[1].Inlined);
  EXPECT_FALSE(Frames[2].Inlined);
  EXPECT_TRUE(Frames[2].Module.ends_with("unit_symbols"));
}

TEST(BacktraceSymbolizer, NamesFunctionsWithoutDebugInformation) {
  BacktraceSymbolizer Symbols(loadedModules(), NoTables);
  auto Address = uint64_t(dlsym(RTLD_NEXT, "pthread_create"));
  std::vector<SourceFrame> Frames = Symbols.frames(Address + 1);
  ASSERT_FALSE(Frames.empty());
  EXPECT_NE(Frames.back().Function.find("pthread_create"), std::string::npos);
  EXPECT_NE(Frames.back().Module.find("libc.so"), std::string::npos);
}

TEST(BacktraceSymbolizer, NamesVariables) {
  BacktraceSymbolizer Symbols(loadedModules(), NoTables);
  SourceVariable Found = Symbols.variable(uint64_t(&bank::Balance[1]));
  EXPECT_EQ(Found.Name, "bank::Balance");
  EXPECT_EQ(Found.Offset, sizeof(int));
  int Local = 0;
  EXPECT_EQ(Symbols.variable(uint64_t(&Local)).Name, "");
}

TEST(BacktraceSymbolizer, ReadsModulesThatAreNotLoaded) {
  void *Handle = dlopen(LOCKSTEP_SYMBOLS_SAMPLE, RTLD_NOW);
  ASSERT_NE(Handle, nullptr) << dlerror();
  link_map *Map = nullptr;
  ASSERT_EQ(dlinfo(Handle, RTLD_DI_LINKMAP, &Map), 0);
  uint64_t Function = uint64_t(dlsym(Handle, "sampleFunction")) - Map->l_addr;
  uint64_t Counter = uint64_t(dlsym(Handle, "SampleCounter")) - Map->l_addr;
  dlclose(Handle);

  constexpr uint64_t Elsewhere = 0x700000000000;
  BacktraceSymbolizer Symbols({{LOCKSTEP_SYMBOLS_SAMPLE, Elsewhere}}, NoTables);
  std::vector<SourceFrame> Frames = Symbols.frames(Elsewhere + Function + 1);
  ASSERT_EQ(Frames.size(), 1u);
  EXPECT_EQ(Frames[0].Function, "sampleFunction");
  EXPECT_TRUE(Frames[0].File.ends_with("SymbolsSample.cpp"));
  EXPECT_EQ(Frames[0].Offset, Function + 1);
  EXPECT_EQ(Symbols.variable(Elsewhere + Counter + 4).Name, "SampleCounter");
}

TEST(BacktraceSymbolizer, KnowsWhatItDoesNotKnow) {
  BacktraceSymbolizer Symbols(
      {{"/nonexistent/program", 0x1000}, {"/dev/null", 0x2000}, {"", 0}},
      NoTables);
  for (uint64_t Address : {uint64_t(0), uint64_t(0x1001), ~uint64_t(0)}) {
    std::vector<SourceFrame> Frames = Symbols.frames(Address);
    ASSERT_EQ(Frames.size(), 1u);
    EXPECT_EQ(Frames[0].Function, "");
    EXPECT_EQ(Frames[0].Module, "");
  }
}

TEST(Demangle, LeavesOtherNamesAlone) {
  EXPECT_EQ(demangle("main"), "main");
  EXPECT_EQ(demangle("_Z"), "_Z");
  EXPECT_EQ(demangle("_Znotaname"), "_Znotaname");
  EXPECT_EQ(demangle("_ZN4bank8transferEii"), "bank::transfer(int, int)");
  EXPECT_EQ(demangle(("_Z" + std::string(100000, 'N')).c_str()).size(),
            100002u);
}
