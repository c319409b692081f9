//===- Encoder.cpp - From a trace to the bytes of its file ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Encoder.h"

#include "base/Varint.h"
#include "trace/Block.h"
#include "trace/Callers.h"
#include "trace/EventFrame.h"
#include "trace/FindingFields.h"
#include "trace/Format.h"
#include "trace/Frame.h"
#include "trace/Section.h"
#include "trace/Tables.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::format;

namespace {

class TraceWriter {
public:
  explicit TraceWriter(const Trace &Source) : Source(Source) {}

  Result<std::string> write() {
    appendPreamble(Out);
    table(HeadTag, [&](FieldWriter &F) { headFields(F, Source); });
    table(SitesTag, [&](FieldWriter &F) { writeSites(F, Source.Sites); });
    table(ThreadsTag, [&](FieldWriter &F) { threadFields(F, Source); });
    table(ObjectsTag, [&](FieldWriter &F) { objectFields(F, Source); });
    decisions();
    end();
    events();
    callers();
    overlaps();
    races();
    finding();
    index();
    if (Out.size() > limits::MaxFileBytes)
      fail("the file",
           "is larger than " + std::to_string(limits::MaxFileBytes) + " bytes");
    if (!Problem.empty())
      return Error{std::move(Problem)};
    return std::move(Out);
  }

private:
  void fail(std::string_view What, const std::string &Text) {
    if (Problem.empty())
      Problem = "this trace cannot be written: " + std::string(What) + ": " +
                Text + "; record a shorter execution, with a lower max_steps";
  }

  /// A section that is one block of fields.
  template <class F>
  void table(std::string_view Tag, F Fill, uint32_t Flags = SectionRequired) {
    FieldWriter Fields;
    Fill(Fields);
    Fields.expectAtMost(Fields.bytes().size(), limits::MaxBlockBytes,
                        "the size");
    if (Fields.failed()) {
      fail("section '" + std::string(Tag) + "'", Fields.problem());
      return;
    }
    std::string Payload;
    Blocks.append(Payload, Fields.bytes());
    appendSection(Out, Tag, Flags, Payload);
  }

  void decisions() {
    if (Source.Decisions.size() > limits::MaxDecisions) {
      fail("the schedule",
           "more decisions than " + std::to_string(limits::MaxDecisions));
      return;
    }
    OperationTable Table;
    std::vector<uint32_t> Indexes;
    Indexes.reserve(Source.Decisions.size());
    for (const Decision &What : Source.Decisions)
      Indexes.push_back(Table.intern(What));
    table(OperationsTag,
          [&](FieldWriter &F) { writeOperations(F, Table.operations()); });
    std::span<const Decision> Rest(Source.Decisions);
    std::span<const uint32_t> RestIndexes(Indexes);
    while (!Rest.empty() && Problem.empty()) {
      size_t Count = std::min<size_t>(Rest.size(), FrameDecisions);
      frame(Rest.first(Count), RestIndexes.first(Count));
      Rest = Rest.subspan(Count);
      RestIndexes = RestIndexes.subspan(Count);
    }
  }

  void frame(std::span<const Decision> Decisions,
             std::span<const uint32_t> Indexes) {
    FrameStreams Streams = encodeFrame(Decisions, Indexes);
    std::string Payload;
    appendVarint(Payload, Written);
    appendVarint(Payload, Decisions.size());
    Blocks.append(Payload, Streams.Runs);
    Blocks.append(Payload, Streams.Guesses);
    Blocks.append(Payload, Streams.Misses);
    Blocks.append(Payload, Streams.Values);
    appendVarint(Frames, Out.size() - LastFrame);
    appendVarint(Frames, Decisions.size());
    LastFrame = Out.size();
    ++FrameCount;
    appendSection(Out, DecisionsTag, SectionRequired, Payload);
    Written += Decisions.size();
  }

  void end() {
    if (!Source.Ends.empty() || Source.Culprit.isValid() ||
        Source.FailedObject.isValid() || Source.FailedSite.isValid())
      table(EndTag, [&](FieldWriter &F) { endFields(F, Source); }, 0);
  }

  /// Those that are written.
  std::span<const Event> eventsToWrite() const {
    std::span<const Event> All(Source.Events);
    return All.size() > limits::MaxEvents ? All.first(0) : All;
  }

  void callers() {
    if (hasCallers(Source, eventsToWrite()))
      table(
          CallersTag,
          [&](FieldWriter &F) { writeCallers(F, Source, eventsToWrite()); }, 0);
  }

  void overlaps() {
    auto Overlaps = [](const TraceObject &Object) {
      return Object.Base.isValid();
    };
    if (std::any_of(Source.Objects.begin(), Source.Objects.end(), Overlaps))
      table(
          OverlapsTag,
          [&](FieldWriter &F) { writeOverlaps(F, Source.Objects); }, 0);
  }

  void races() {
    if (!Source.KnownRaces.empty() || !Source.Accesses.empty())
      table(RacesTag, [&](FieldWriter &F) { raceFields(F, Source); });
  }

  void finding() {
    if (hasFinding(Source))
      table(FindingTag, [&](FieldWriter &F) { findingFields(F, Source); }, 0);
  }

  void events() {
    std::span<const Event> Rest = eventsToWrite();
    if (std::string Wrong = checkEvents(Rest, Source.Decisions); !Wrong.empty())
      fail("the events", Wrong);
    for (uint64_t First = 0; !Rest.empty() && Problem.empty();) {
      size_t Count = std::min<size_t>(Rest.size(), FrameEvents);
      eventFrame(First, Rest.first(Count));
      First += Count;
      Rest = Rest.subspan(Count);
    }
  }

  void eventFrame(uint64_t First, std::span<const Event> Events) {
    EventStreams Streams = encodeEvents(Events, Source.Decisions);
    std::string Payload;
    appendVarint(Payload, First);
    appendVarint(Payload, Events.size());
    appendVarint(Payload, Events.front().Step);
    for (const std::string *Each :
         {&Streams.Steps, &Streams.Shapes, &Streams.Uses, &Streams.Values,
          &Streams.Times})
      Blocks.append(Payload, *Each);
    appendSection(Out, EventsTag, 0, Payload);
  }

  void index() {
    std::string Payload;
    appendVarint(Payload, Written);
    appendVarint(Payload, FrameCount);
    Payload += Frames;
    appendFixed(Payload, Out.size(), 8);
    appendSection(Out, IndexTag, SectionRequired, Payload);
  }

  const Trace &Source;
  std::string Out;
  std::string Problem;
  BlockWriter Blocks;
  std::string Frames; ///< the entries of INDX
  uint64_t FrameCount = 0;
  uint64_t LastFrame = 0;
  uint64_t Written = 0;
};

} // namespace

Result<std::string> lockstep::encodeTrace(const Trace &Source) {
  return TraceWriter(Source).write();
}
