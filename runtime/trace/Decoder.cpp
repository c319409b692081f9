//===- Decoder.cpp - From the bytes of a file to a trace ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Decoder.h"

#include "base/Varint.h"
#include "trace/Block.h"
#include "trace/Callers.h"
#include "trace/EventFrame.h"
#include "trace/FindingFields.h"
#include "trace/Format.h"
#include "trace/Frame.h"
#include "trace/Section.h"
#include "trace/Tables.h"

#include <utility>

using namespace lockstep;
using namespace lockstep::format;

namespace {

class TraceReader {
public:
  explicit TraceReader(SectionReader Sections)
      : Sections(std::move(Sections)) {}

  Result<Trace> read() {
    while (Problem.empty() && !Complete) {
      Section Found;
      switch (Sections.next(Found)) {
      case SectionReader::Step::Section:
        section(Found);
        continue;
      case SectionReader::Step::Bad:
        Problem = Sections.error();
        continue;
      case SectionReader::Step::Cut:
      case SectionReader::Step::End:
        cut();
      }
      break;
    }
    if (!Problem.empty())
      return Error{std::move(Problem)};
    return std::move(Out);
  }

private:
  /// The tables, by the bit that notes that one was read.
  enum Table : unsigned {
    Head = 1,
    Sites = 2,
    Threads = 4,
    Objects = 8,
    Operations = 16,
    AllTables = 31,
    // Optional, so not among them.
    End = 32,
    Callers = 64,
    Overlaps = 128,
    Races = 256,
    Finding = 512
  };

  void section(const Section &Found) {
    if (Found.Flags & ~SectionRequired)
      unknown(Found, "has flags that this Lockstep does not know");
    else if (Found.Tag == HeadTag)
      table(Found, Head, [&](FieldReader &F) { headFields(F, Out); });
    else if (Found.Tag == SitesTag)
      table(Found, Sites, [&](FieldReader &F) { readSites(F, Out.Sites); });
    else if (Found.Tag == ThreadsTag)
      table(Found, Threads, [&](FieldReader &F) { threadFields(F, Out); });
    else if (Found.Tag == ObjectsTag)
      table(Found, Objects, [&](FieldReader &F) { objectFields(F, Out); });
    else if (Found.Tag == OperationsTag)
      table(Found, Operations,
            [&](FieldReader &F) { readOperations(F, Known); });
    else if (Found.Tag == DecisionsTag)
      frame(Found);
    else if (Found.Tag == EndTag)
      table(Found, End, [&](FieldReader &F) { endFields(F, Out); });
    else if (Found.Tag == EventsTag)
      eventFrame(Found);
    else if (Found.Tag == CallersTag)
      table(Found, Callers, [&](FieldReader &F) { readCallers(F, Out); });
    else if (Found.Tag == OverlapsTag)
      table(Found, Overlaps,
            [&](FieldReader &F) { readOverlaps(F, Out.Objects); });
    else if (Found.Tag == RacesTag)
      table(Found, Races, [&](FieldReader &F) { raceFields(F, Out); });
    else if (Found.Tag == FindingTag)
      table(Found, Finding, [&](FieldReader &F) { findingFields(F, Out); });
    else if (Found.Tag == IndexTag)
      index(Found);
    else if (Found.Flags & SectionRequired)
      unknown(Found, "is needed and unknown to this Lockstep");
  }

  void damaged(const Section &Where, const std::string &Text) {
    Problem = "the trace is damaged: " + Where.name() + ": " + Text +
              "; record the execution again";
  }

  void unknown(const Section &Found, const std::string &Text) {
    if (Sections.version() <= Version) {
      damaged(Found, Text);
      return;
    }
    Problem = "the trace was written by a newer Lockstep (format " +
              std::to_string(Sections.version()) + "), this one reads up to " +
              std::to_string(Version) + ": " + Found.name() + " " + Text +
              "; read it with that Lockstep";
  }

  template <class F> void table(const Section &Found, Table Bit, F Read) {
    if (Seen & Bit) {
      damaged(Found, "there are two of it");
      return;
    }
    Seen |= Bit;
    FieldReader Payload(Found.Payload);
    std::string Contents = Blocks.take(Payload, "the block");
    Payload.expectEnd();
    FieldReader Fields(Contents);
    if (!Payload.failed()) {
      Read(Fields);
      Fields.expectEnd();
    }
    if (Payload.failed() || Fields.failed())
      damaged(Found, Payload.failed() ? Payload.problem() : Fields.problem());
  }

  void frame(const Section &Found) {
    if ((Seen & AllTables) != AllTables) {
      damaged(Found, "it comes before the tables are complete");
      return;
    }
    FieldReader Payload(Found.Payload);
    uint64_t First = Payload.varint("the first decision");
    uint64_t Count =
        Payload.varint("the number of decisions", limits::MaxFrameDecisions);
    FrameStreams Streams;
    // The most bytes that a decision takes in each stream.
    Streams.Runs = Blocks.take(Payload, "the block of runs", Count * 7);
    Streams.Guesses = Blocks.take(Payload, "the block of guesses", Count);
    Streams.Misses = Blocks.take(Payload, "the block of misses", Count * 4);
    Streams.Values = Blocks.take(Payload, "the block of values", Count * 10);
    Payload.expectEnd();
    size_t Before = Out.Decisions.size();
    if (First != Before)
      Payload.fail("it begins with decision " + std::to_string(First) +
                   ", not " + std::to_string(Before));
    if (Count == 0 || Count > limits::MaxDecisions - Before)
      Payload.fail("no decisions, or more than the limit of " +
                   std::to_string(limits::MaxDecisions) + " in all");
    if (Payload.failed()) {
      damaged(Found, Payload.problem());
      return;
    }
    Out.Decisions.resize(Before + Count);
    std::string Wrong =
        decodeFrame(Streams, Known, std::span(Out.Decisions).subspan(Before));
    if (!Wrong.empty())
      damaged(Found, Wrong);
    Frames.push_back({Found.Offset, Count});
  }

  void eventFrame(const Section &Found) {
    FieldReader Payload(Found.Payload);
    size_t Before = Out.Events.size();
    uint64_t First = Payload.varint("the first event");
    uint64_t Count = Payload.varint("the number of events", FrameEvents);
    uint64_t Step = Payload.varint("the first event's decision");
    EventStreams Streams;
    // The most bytes that an event takes in each stream.
    Streams.Steps = Blocks.take(Payload, "the block of steps", Count * 7);
    Streams.Shapes = Blocks.take(Payload, "the block of shapes", Count * 17);
    Streams.Uses = Blocks.take(Payload, "the block of uses", Count * 3);
    Streams.Values = Blocks.take(Payload, "the block of values", Count * 20);
    Streams.Times = Blocks.take(Payload, "the block of times", Count * 10);
    Payload.expectEnd();
    if (First != Before)
      Payload.fail("it begins with event " + std::to_string(First) + ", not " +
                   std::to_string(Before));
    if (Count == 0 || Count > limits::MaxEvents - Before)
      Payload.fail("no events, or more than the limit of " +
                   std::to_string(limits::MaxEvents) + " in all");
    if (Before && Step <= Out.Events.back().Step)
      Payload.fail("it does not follow the frame before it");
    if (Payload.failed()) {
      damaged(Found, Payload.problem());
      return;
    }
    Out.Events.resize(Before + Count);
    std::string Wrong = decodeEvents(Streams, Step, Out.Decisions,
                                     std::span(Out.Events).subspan(Before));
    if (!Wrong.empty())
      damaged(Found, Wrong);
  }

  void index(const Section &Found) {
    if ((Seen & AllTables) != AllTables) {
      damaged(Found, "it comes before the tables are complete");
      return;
    }
    FieldReader Payload(Found.Payload);
    bool Agrees =
        Payload.varint("the number of decisions") == Out.Decisions.size() &&
        Payload.varint("the number of frames") == Frames.size();
    uint64_t Last = 0;
    for (size_t I = 0; Agrees && I < Frames.size(); ++I) {
      Last += Payload.varint("a frame's distance");
      Agrees = Last == Frames[I].first &&
               Payload.varint("a frame's count") == Frames[I].second;
    }
    std::string_view Own = Payload.raw(Agrees ? 8 : 0, "the index's offset");
    if (Own.size() == 8)
      Agrees = parseFixed(Own, 8) == Found.Offset;
    Payload.expectEnd();
    if (!Agrees)
      damaged(Found, "it does not agree with the frames before it");
    else if (Payload.failed())
      damaged(Found, Payload.problem());
    else if (Section After; Sections.next(After) != SectionReader::Step::End)
      damaged(Found, "something follows it");
    Complete = true;
  }

  /// There is no index: the file was cut, here or at a border of sections.
  void cut() {
    if ((Seen & AllTables) == AllTables) {
      Out.Truncated = true;
      return;
    }
    Problem = "the trace was cut in its tables, in the section at byte " +
              std::to_string(Sections.position()) +
              ", so nothing of its schedule is left; record the execution "
              "again";
  }

  SectionReader Sections;
  BlockReader Blocks;
  Trace Out;
  std::vector<Decision> Known;                       ///< OPER
  std::vector<std::pair<uint64_t, uint64_t>> Frames; ///< offset and count
  unsigned Seen = 0;
  bool Complete = false;
  std::string Problem;
};

} // namespace

Result<Trace> lockstep::decodeTrace(std::string_view Bytes) {
  Result<SectionReader> Sections = SectionReader::open(Bytes);
  if (!Sections)
    return Error{Sections.error()};
  return TraceReader(std::move(*Sections)).read();
}
