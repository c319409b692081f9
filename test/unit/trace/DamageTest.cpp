//===- DamageTest.cpp - Files that are cut, damaged or foreign ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Resealed.h"
#include "Schedules.h"
#include "base/Varint.h"
#include "trace/Block.h"
#include "trace/Decoder.h"
#include "trace/Encoder.h"
#include "trace/Format.h"
#include "trace/Limits.h"
#include "trace/Section.h"

#include <gtest/gtest.h>

#include <functional>

using namespace lockstep;
using namespace lockstep::test;

static std::string encoded(const Trace &Source) {
  Result<std::string> Bytes = encodeTrace(Source);
  EXPECT_TRUE(bool(Bytes));
  return *Bytes;
}

static std::string problem(std::string_view Bytes) {
  Result<Trace> Out = decodeTrace(Bytes);
  return Out ? std::string("no problem") : Out.error();
}

/// A clear error: says what is wrong, names a mend, one line, fit to follow the
/// file's name.
static void expectClear(const std::string &Text) {
  EXPECT_TRUE(Text.find("trace") != std::string::npos &&
              Text.find("; ") != std::string::npos &&
              Text.find('\n') == std::string::npos && !Text.ends_with('.'))
      << Text;
}

/// The schedule of \p Source alone.
static Trace withoutEvents(Trace Source) {
  Source.Events.clear();
  Source.Ends.clear();
  Source.Culprit = ThreadId();
  return Source;
}

TEST(TraceDamage, EveryFlippedBitIsFound) {
  const std::string Whole = encoded(exampleTrace());
  for (size_t I = 0; I < Whole.size() * 8; ++I) {
    std::string Bytes = Whole;
    Bytes[I / 8] ^= char(1 << (I % 8));
    Result<Trace> Out = decodeTrace(Bytes);
    ASSERT_FALSE(bool(Out)) << "bit " << I;
    expectClear(Out.error());
  }
}

TEST(TraceDamage, EveryFlippedByteIsFound) {
  const std::string Whole = encoded(exampleTrace());
  for (size_t I = 0; I < Whole.size(); ++I) {
    std::string Bytes = Whole;
    Bytes[I] = char(~Bytes[I]);
    Result<Trace> Out = decodeTrace(Bytes);
    ASSERT_FALSE(bool(Out)) << "byte " << I;
    expectClear(Out.error());
  }
}

TEST(TraceDamage, ACutLeavesTheWholeFrames) {
  Trace Source = withoutEvents(exampleTrace());
  Source.Decisions = oddTrace(1, 2 * format::FrameDecisions + 5).Decisions;
  const std::string Whole = encoded(Source);
  std::vector<size_t> Ends; // of the sections
  Result<SectionReader> Reader = SectionReader::open(Whole);
  for (Section Each; Reader->next(Each) == SectionReader::Step::Section;)
    Ends.push_back(Reader->position());
  ASSERT_EQ(Ends.size(), 9u); // five tables, three frames, the index
  for (size_t Frames = 0; Frames <= 3; ++Frames) {
    Trace Prefix = Source;
    Prefix.Truncated = true;
    if (Frames < 3)
      Prefix.Decisions.resize(Frames * format::FrameDecisions);
    for (size_t Size :
         {Ends[4 + Frames], Ends[4 + Frames] + 1, Ends[5 + Frames] - 1}) {
      Result<Trace> Out = decodeTrace(std::string_view(Whole).substr(0, Size));
      ASSERT_TRUE(bool(Out)) << Out.error();
      EXPECT_TRUE(same(Prefix, *Out)) << Size;
    }
  }
}

TEST(TraceDamage, EveryCutIsFoundOrLeavesAPrefix) {
  const std::string Whole = encoded(exampleTrace());
  const size_t TablesEnd = Whole.find(format::DecisionsTag);
  for (size_t Size = 0; Size < Whole.size(); ++Size) {
    Result<Trace> Out = decodeTrace(std::string_view(Whole).substr(0, Size));
    ASSERT_EQ(bool(Out), Size >= TablesEnd) << Size;
    if (Out)
      EXPECT_TRUE(Out->Truncated) << Size;
    else
      expectClear(Out.error());
  }
}

TEST(TraceDamage, ACutInTheEventsLeavesTheSchedule) {
  const std::string Whole = encoded(exampleTrace());
  Trace Expected = withoutEvents(exampleTrace());
  Expected.Truncated = true;
  Result<Trace> Out = decodeTrace(
      std::string_view(Whole).substr(0, Whole.find(format::EndTag)));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_TRUE(same(Expected, *Out));
  Expected.Ends = exampleTrace().Ends;
  Expected.Ends[0].Caller = SiteId(); // comes last
  Expected.Culprit = exampleTrace().Culprit;
  Out = decodeTrace(
      std::string_view(Whole).substr(0, Whole.find(format::EventsTag) + 9));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_TRUE(same(Expected, *Out));
}

TEST(TraceDamage, ForeignFiles) {
  EXPECT_EQ(problem(""), "the trace is empty; record the execution again");
  EXPECT_EQ(problem("\x7f"
                    "ELF\2\1\1 and so on"),
            "this is not a Lockstep trace (its first bytes are others); it "
            "looks like an ELF program or library; name a .lstrace file");
  EXPECT_EQ(problem("hello"),
            "this is not a Lockstep trace (its first bytes are others); name a "
            ".lstrace file");
  std::string Text = encoded(exampleTrace());
  Text.erase(Text.find('\r'), 1);
  EXPECT_EQ(problem(Text),
            "this trace was damaged in its first bytes, as a transfer in text "
            "mode does; copy it again in binary mode");
  EXPECT_EQ(problem(encoded(exampleTrace()) + "x"),
            "the trace is damaged: section 'INDX' at byte 520: something "
            "follows it; record the execution again");
}

/// Where the example has these sections.
constexpr size_t DecisionsAt = 5, EventsAt = 7;

/// The example with its sections changed and sealed again.
static std::string
resealed(std::function<void(std::vector<LooseSection> &)> Change) {
  std::vector<LooseSection> Sections = takeApart(encoded(exampleTrace()));
  Change(Sections);
  return putTogether(Sections);
}

TEST(TraceVersions, UnknownOptionalSectionsAreSkipped) {
  // Not before DECS: the index holds offsets.
  auto Insert = [](std::vector<LooseSection> &Sections) {
    Sections.pop_back();
    Sections.insert(Sections.begin() + 1, {"note", 0, "from the future"});
  };
  Result<Trace> Out = decodeTrace(resealed(Insert));
  ASSERT_TRUE(bool(Out)) << Out.error();
  Trace Expected = exampleTrace();
  Expected.Truncated = true;
  EXPECT_TRUE(same(Expected, *Out));
  Out = decodeTrace(withVersion(resealed(Insert), format::Version + 1));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_TRUE(same(Expected, *Out));
}

TEST(TraceVersions, ANewerFormatIsReadWhenItCanBe) {
  Result<Trace> Out =
      decodeTrace(withVersion(encoded(exampleTrace()), format::Version + 1));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_TRUE(same(exampleTrace(), *Out));
}

TEST(TraceVersions, UnknownRequiredSectionsAreRefused) {
  std::string Newer = resealed([](std::vector<LooseSection> &Sections) {
    Sections.insert(Sections.begin(), {"NEED", format::SectionRequired, "?"});
  });
  EXPECT_EQ(problem(withVersion(Newer, 9)),
            "the trace was written by a newer Lockstep (format 9), this one "
            "reads up to 1: section 'NEED' at byte 16 is needed and unknown to "
            "this Lockstep; read it with that Lockstep");
  EXPECT_EQ(problem(Newer),
            "the trace is damaged: section 'NEED' at byte 16: is needed and "
            "unknown to this Lockstep; record the execution again");
  EXPECT_NE(problem(withVersion(Newer, 0)).find("never existed"),
            std::string::npos);
  std::string Flags = resealed(
      [](std::vector<LooseSection> &Sections) { Sections[0].Flags |= 2; });
  EXPECT_NE(problem(withVersion(Flags, 9)).find("has flags"),
            std::string::npos);
}

TEST(TraceDamage, SectionsOutOfPlace) {
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              Sections.insert(Sections.begin(), Sections[0]);
            })).find("there are two of it"),
            std::string::npos);
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              Sections.erase(Sections.begin() + 1);
            })).find("before the tables are complete"),
            std::string::npos);
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              Sections.erase(Sections.begin() + DecisionsAt,
                             Sections.end() - 1);
            })).find("does not agree with the frames"),
            std::string::npos);
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              Sections.insert(Sections.end() - 1, Sections[DecisionsAt]);
            })).find("it begins with decision 0, not 12"),
            std::string::npos);
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              Sections.insert(Sections.end() - 1, Sections[EventsAt]);
            })).find("it begins with event 0, not 8"),
            std::string::npos);
  EXPECT_NE(problem(resealed([](std::vector<LooseSection> &Sections) {
              std::swap(Sections[DecisionsAt], Sections[EventsAt]);
            })).find("the first event is of no decision"),
            std::string::npos);
}

/// What the reader says when the contents of a table are \p Contents.
static std::string withContents(std::string_view Tag,
                                const std::string &Contents) {
  return problem(resealed([&](std::vector<LooseSection> &Sections) {
    for (LooseSection &Each : Sections)
      if (Each.Tag == Tag)
        Each.Payload = storeBlocks("", {Contents});
  }));
}

TEST(TraceBombs, CountsWithoutEntries) {
  std::string Count;
  appendVarint(Count, limits::MaxThreads);
  EXPECT_EQ(withContents(format::ThreadsTag, Count),
            "the trace is damaged: section 'THRD' at byte 190: the thread list "
            "claims more entries than there are bytes (byte 3 of its "
            "contents); record the execution again");
  std::string Huge;
  appendVarint(Huge, ~uint64_t(0));
  for (std::string_view Tag : {format::ThreadsTag, format::ObjectsTag,
                               format::SitesTag, format::OperationsTag})
    EXPECT_NE(withContents(Tag, Huge).find("more than the limit of"),
              std::string::npos);
}

TEST(TraceBombs, ContentsThatExpand) {
  auto WithPayload = [](const std::string &Payload) {
    return problem(resealed([&](std::vector<LooseSection> &Sections) {
      Sections[1].Payload = Payload;
    }));
  };
  std::string TooLarge;
  appendVarint(TooLarge, limits::MaxBlockBytes + 1);
  EXPECT_NE(WithPayload(TooLarge).find("more than the limit of 67108864"),
            std::string::npos);
  // A megabyte of zeros in a few bytes: claimed smaller, claimed larger.
  std::string Honest;
  BlockWriter().append(Honest, std::string(1 << 20, '\0'));
  uint64_t Size = 0;
  unsigned Skip = parseVarint(Honest, Size);
  for (uint64_t Lie : {uint64_t(16), uint64_t(1) << 26}) {
    std::string Payload;
    appendVarint(Payload, Lie);
    Payload += Honest.substr(Skip);
    EXPECT_NE(WithPayload(Payload).find("not the zstd frame it claims to be"),
              std::string::npos);
  }
}

TEST(TraceBombs, FramesOfMoreThanTheirDecisions) {
  std::string Payload;
  appendVarint(Payload, 0);
  appendVarint(Payload, 1);
  BlockWriter().append(Payload, std::string(1 << 20, '\0'));
  EXPECT_NE(problem(resealed([&](std::vector<LooseSection> &Sections) {
              Sections[DecisionsAt].Payload = Payload;
            })).find("the block of runs is 1048576, more than the limit of 7"),
            std::string::npos);
}

/// What the reader says when the example's frame of events, which begins with
/// \p Numbers, has these \p Streams.
static std::string withEvents(std::vector<uint64_t> Numbers,
                              const std::vector<std::string> &Streams) {
  return problem(resealed([&](std::vector<LooseSection> &Sections) {
    std::string Head;
    for (uint64_t Number : Numbers)
      appendVarint(Head, Number);
    Sections[EventsAt].Payload = storeBlocks(Head, Streams);
    // Without the callers, and the index, whose own offset would not agree.
    Sections.resize(EventsAt + 1);
  }));
}

TEST(TraceBombs, EventsThatCannotBe) {
  auto Says = [](const std::string &Text, const char *Part) {
    EXPECT_NE(Text.find(Part), std::string::npos) << Text;
  };
  const std::string Shape("\x04\0\0\0\0\0", 6);
  std::vector<std::string> One = {"\1", Shape, "\1", "", std::string(1, 0)};
  EXPECT_EQ(withEvents({0, 1, 0}, One), "no problem");
  Says(withEvents({0, 0, 0}, {"", "", "", "", ""}), "no events, or more than");
  Says(withEvents({0, format::FrameEvents + 1, 0}, One),
       "the number of events is 65537, more than the limit of 65536");
  Says(withEvents({0, 1, 6}, One), "the first event is of no decision");
  Says(withEvents({0, 1, 12}, One), "the first event is of no decision");
  // More events than decisions are left.
  Says(withEvents({0, 3, 10}, {"\3", Shape, std::string("\1\0\0", 3), "",
                               std::string(3, 0)}),
       "an event of a decision that is not there");
  One[0] = "\2";
  Says(withEvents({0, 1, 0}, One), "a run is 2, more than the limit of 1");
  One[0] = "\1";
  One[1] = std::string("\x04\0\0\0\0\4", 6);
  Says(withEvents({0, 1, 0}, One), "what is stored that does not exist");
  One[1] = Shape;
  One[2] = "\2";
  Says(withEvents({0, 1, 0}, One), "a use is 2, more than the limit of 1");
  One[2] = std::string(1, 0);
  Says(withEvents({0, 1, 0}, One), "a guess where nothing was learned");
  One[2] = "\1";
  One[3] = "\1";
  Says(withEvents({0, 1, 0}, One), "stream of values: 1 bytes too many");
}

TEST(TraceBombs, CallersThatCannotBe) {
  auto Says = [](std::vector<uint64_t> Numbers, const char *Part) {
    std::string Contents;
    for (uint64_t Number : Numbers)
      appendVarint(Contents, Number);
    std::string Text = withContents(format::CallersTag, Contents);
    EXPECT_NE(Text.find(Part), std::string::npos) << Text;
  };
  // The example has eight events and two ends.
  Says({9}, "the number of callers is 9, more than the limit of 8");
  Says({2, 7, 1, 0, 1},
       "a run of known callers is 7, more than the limit of 6");
  Says({2, 6, 1, 1, 1},
       "a run of known callers is 1, more than the limit of 0");
  Says({1, 0, uint64_t(1) << 32}, "an event's caller is 4294967296, more than");
  Says({1, 7, 1}, "a pending operation's caller is cut off");
  Says({1, 7, 1, 0, 0}, "the caller that failed is cut off");
  Says({1, 7, 1, 0, 0, 0, 0}, "1 bytes too many");
  // Where there are no events, nothing is named.
  std::string Text = problem(resealed([](std::vector<LooseSection> &Sections) {
    Sections.erase(Sections.begin() + EventsAt);
  }));
  EXPECT_NE(Text.find("the number of callers is 3, more than the limit of 0"),
            std::string::npos)
      << Text;
}
