//===- OptionsTest.cpp - The grammar of LOCKSTEP_OPTIONS ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lockstep;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

static Options parsed(std::string_view Text) {
  Result<ParsedOptions> Parsed = parseOptions(Text);
  EXPECT_TRUE(Parsed) << Text << ": " << (Parsed ? "" : Parsed.error());
  if (!Parsed)
    return {};
  EXPECT_THAT(Parsed->Warnings, IsEmpty());
  return Parsed->Values;
}

static std::string failure(std::string_view Text) {
  Result<ParsedOptions> Parsed = parseOptions(Text);
  EXPECT_FALSE(Parsed) << Text;
  return Parsed ? "" : Parsed.error();
}

TEST(Options, NothingMeansDefaults) {
  EXPECT_EQ(parsed(""), Options{});
  EXPECT_EQ(parsed(" :, \t\n"), Options{});
}

TEST(Options, EverySeparator) {
  Options O = parsed("max_steps=7:pool=3,report_rows=5 verbosity=2\n"
                     "stop_at_first=0\tsymbolize=no");
  EXPECT_EQ(O.MaxSteps, 7u);
  EXPECT_EQ(O.Pool, 3u);
  EXPECT_EQ(O.ReportRows, 5u);
  EXPECT_EQ(O.Verbosity, 2u);
  EXPECT_FALSE(O.StopAtFirst);
  EXPECT_FALSE(O.Symbolize);
}

TEST(Options, EveryBoolean) {
  for (const char *Yes : {"1", "true", "yes"})
    EXPECT_TRUE(parsed(std::string("help=") + Yes).Help);
  for (const char *No : {"0", "false", "no"})
    EXPECT_FALSE(parsed(std::string("stop_at_first=") + No).StopAtFirst);
  EXPECT_EQ(failure("help=on"), "LOCKSTEP_OPTIONS: 'on' is no value for "
                                "'help', which takes 0 or 1");
}

TEST(Options, QuotesProtectSeparators) {
  EXPECT_EQ(parsed("trace_dir='/a:b, c'").TraceDir, "/a:b, c");
  EXPECT_EQ(parsed("trace_dir=\"it's\":pool=2").TraceDir, "it's");
  EXPECT_EQ(parsed("trace_dir=''").TraceDir, "");
  EXPECT_THAT(failure("trace_dir='x"), HasSubstr("does not end with it"));
  EXPECT_THAT(failure("trace_dir='x'y"), HasSubstr("a ':' is missing"));
}

TEST(Options, Choices) {
  EXPECT_EQ(parsed("switcher=threads").Switcher, SwitcherChoice::Threads);
  EXPECT_EQ(parsed("fsgsbase=0").FsGsBase, FsGsBaseChoice::Off);
  EXPECT_EQ(parsed("color=never").Color, WhenChoice::Never);
  EXPECT_EQ(parsed("output=all").Output, OutputChoice::All);
  EXPECT_EQ(failure("switcher=fibres"),
            "LOCKSTEP_OPTIONS: 'fibres' is no value for 'switcher', which "
            "takes fibers, threads");
}

TEST(Options, ExpectedExit) {
  EXPECT_TRUE(parsed("expected_exit=any").ExpectedExit.accepts(77));
  EXPECT_TRUE(parsed("expected_exit=3").ExpectedExit.accepts(3));
  EXPECT_FALSE(parsed("expected_exit=3").ExpectedExit.accepts(0));
  EXPECT_THAT(failure("expected_exit=256"), HasSubstr("0 to 255, or any"));
}

TEST(Options, NumbersOutOfRange) {
  EXPECT_THAT(failure("max_steps=0"), HasSubstr("takes 1 to 67108864"));
  EXPECT_THAT(failure("max_steps=99999999999999999999"), HasSubstr("takes 1"));
  for (const char *Bad : {"", "-1", "+1", "1x", " 1", "0x10", "1.5"})
    EXPECT_FALSE(parseOptions("max_steps='" + std::string(Bad) + "'")) << Bad;
}

TEST(Options, MalformedItems) {
  EXPECT_EQ(failure("help"), "LOCKSTEP_OPTIONS: 'help' has no value; write "
                             "help=VALUE");
  EXPECT_THAT(failure("=1"), HasSubstr("a name is missing before '=1'"));
  EXPECT_THAT(failure("pool"), HasSubstr("'pool' has no value"));
}

TEST(Options, UnknownNameIsAWarningThatSuggests) {
  Result<ParsedOptions> Parsed =
      parseOptions("max_step=5:pool=4:frobnicate=1", {}, "--options");
  ASSERT_TRUE(Parsed);
  EXPECT_EQ(Parsed->Values.Pool, 4u);
  EXPECT_EQ(Parsed->Values.MaxSteps, Options{}.MaxSteps);
  EXPECT_THAT(Parsed->Warnings,
              ElementsAre("--options: there is no option 'max_step'; did you "
                          "mean 'max_steps'?",
                          "--options: there is no option 'frobnicate'; help=1 "
                          "lists all"));
}

TEST(Options, LastOneCountsAndBaseIsKept) {
  EXPECT_EQ(parsed("pool=1:pool=2").Pool, 2u);
  Options Base = parsed("pool=9:verbosity=1");
  Result<ParsedOptions> Parsed = parseOptions("verbosity=2", Base);
  ASSERT_TRUE(Parsed);
  EXPECT_EQ(Parsed->Values.Pool, 9u);
  EXPECT_EQ(Parsed->Values.Verbosity, 2u);
}

TEST(Options, CanonicalBehaviorReadsBack) {
  EXPECT_EQ(canonicalBehavior({}),
            "max_steps=1000000:spurious_wakeups=0:weak_failures=0:"
            "trylock_failures=0:early_timeouts=0:allocation_failures=0:"
            "thread_failures=0:short_transfers=0:interrupts=0:"
            "quarantine=1048576:livelock_bound=10000:"
            "max_threads=1024:expected_exit=0:races=promote");
  Options O = parsed("expected_exit=any:max_steps=12:spurious_wakeups=1:"
                     "switcher=threads:trace_dir=x:races=ignore");
  EXPECT_EQ(canonicalBehavior(O),
            "max_steps=12:spurious_wakeups=1:weak_failures=0:"
            "trylock_failures=0:early_timeouts=0:allocation_failures=0:"
            "thread_failures=0:short_transfers=0:interrupts=0:"
            "quarantine=1048576:livelock_bound=10000:"
            "max_threads=1024:expected_exit=any:races=ignore");
  EXPECT_EQ(canonicalBehavior(parsed(canonicalBehavior(O))),
            canonicalBehavior(O));
}

TEST(Options, DefaultsAreValidValues) {
  for (const OptionInfo &Option : optionTable())
    EXPECT_EQ(parsed(std::string(Option.Name) + "='" + Option.Default + "'"),
              Options{})
        << Option.Name;
}

TEST(Options, HelpNamesEveryOption) {
  std::string Help = optionsHelp();
  for (const OptionInfo &Option : optionTable())
    EXPECT_THAT(Help, HasSubstr("  " + std::string(Option.Name) + "="));
}
