//===- EventDecoder.cpp - Events from streams of small numbers ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Varint.h"
#include "trace/EventFrame.h"
#include "trace/EventGuesses.h"
#include "trace/FieldReader.h"

#include <vector>

using namespace lockstep;

namespace {

/// The mirror image of EventEncoder.
class EventDecoder {
public:
  EventDecoder(const EventStreams &Streams, std::span<const Decision> Decisions,
               std::span<Event> Events)
      : Steps(Streams.Steps), Shapes(Streams.Shapes), Uses(Streams.Uses),
        Values(Streams.Values), Times(Streams.Times), Decisions(Decisions),
        Events(Events) {}

  std::string decode(uint64_t FirstStep) {
    readSteps(FirstStep);
    while (Shapes.remaining())
      readShape();
    if (Steps.failed() || Shapes.failed())
      return problem();
    for (Event &What : Events) {
      readUse(What);
      readTime(What);
      if (Uses.failed() || Values.failed() || Times.failed())
        return problem();
    }
    for (FieldReader *Each : {&Steps, &Uses, &Values, &Times})
      Each->expectEnd();
    return problem();
  }

private:
  std::string problem() const {
    struct {
      const FieldReader &Stream;
      const char *Name;
    } const Streams[] = {{Steps, "steps"},
                         {Shapes, "shapes"},
                         {Uses, "uses"},
                         {Values, "values"},
                         {Times, "times"}};
    for (auto &[Stream, Name] : Streams)
      if (Stream.failed())
        return std::string("stream of ") + Name + ": " + Stream.problem();
    return "";
  }

  void readSteps(uint64_t FirstStep) {
    StepCursor Next(Decisions, FirstStep);
    if (Next.atEnd() || Next.atValue())
      Steps.fail("the first event is of no decision");
    for (size_t I = 0; I < Events.size() && !Steps.failed();) {
      uint64_t Skipped = I ? Steps.varint("a gap", Decisions.size()) : 0;
      uint64_t Run = Steps.varint("a run", Events.size() - I);
      if (Run == 0 || (I && Skipped == 0))
        Steps.fail("a run or a gap that is empty");
      for (; Skipped && !Next.atEnd(); --Skipped)
        Next.next();
      for (; Run && !Next.atEnd(); --Run, Next.next())
        place(Events[I++], Next.step());
      if (Run)
        Steps.fail("an event of a decision that is not there");
    }
  }
  void place(Event &What, uint64_t Step) {
    const Decision &Led = Decisions[Step];
    What.Step = Step;
    What.Thread = Led.thread();
    What.Kind = Led.Kind;
    What.Site = SiteId(Led.Site);
    What.Object = ObjectId(Led.Object);
  }

  void readShape() {
    EventShape &Shape = Known.emplace_back();
    shapeFields(Shapes, Shape);
    if (Shape.Stored > EventShape::AllStored)
      Shapes.fail("a mark of what is stored that does not exist");
  }

  void readUse(Event &What) {
    uint32_t &Guess = Model.shape(What.Kind, What.Site);
    if (uint64_t Use = Uses.varint("a use", Known.size()))
      Guess = uint32_t(Use - 1);
    if (Guess == EventGuesses::NoShape) {
      Uses.fail("a guess where nothing was learned");
      return;
    }
    const EventShape &Shape = Known[Guess];
    What.Size = Shape.Size;
    What.Second = Shape.Second;
    What.Order = Shape.Order;
    What.Rmw = Shape.Rmw;
    What.Flags = Shape.Flags;
    uint64_t &Contents = Model.contents(What.Object);
    if (Shape.Stored & EventShape::HasValue)
      What.Value = readValue(Contents);
    if (Shape.Stored & EventShape::HasWritten)
      What.Written = readValue(Contents);
  }
  uint64_t readValue(uint64_t &Contents) {
    return Contents += uint64_t(unZigZag(Values.varint("a value")));
  }
  void readTime(Event &What) {
    What.Time = Model.time() + uint64_t(unZigZag(Times.varint("a time")));
    Model.learnTime(What.Time);
  }

  FieldReader Steps, Shapes, Uses, Values, Times;
  std::span<const Decision> Decisions;
  std::span<Event> Events;
  std::vector<EventShape> Known;
  EventGuesses Model;
};

} // namespace

std::string lockstep::decodeEvents(const EventStreams &Streams,
                                   uint64_t FirstStep,
                                   std::span<const Decision> Decisions,
                                   std::span<Event> Events) {
  return EventDecoder(Streams, Decisions, Events).decode(FirstStep);
}
