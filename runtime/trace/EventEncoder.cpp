//===- EventEncoder.cpp - Events as streams of small numbers --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "base/Varint.h"
#include "trace/EventFrame.h"
#include "trace/EventGuesses.h"
#include "trace/FieldWriter.h"

using namespace lockstep;

std::string lockstep::checkEvents(std::span<const Event> Events,
                                  std::span<const Decision> Decisions) {
  for (size_t I = 0; I < Events.size(); ++I) {
    const Event &What = Events[I];
    std::string Name = "event " + std::to_string(I);
    if (I && What.Step <= Events[I - 1].Step)
      return Name + ": its step does not ascend";
    if (What.Step >= Decisions.size() || Decisions[What.Step].isValue())
      return Name + ": there is no decision that led to it";
    const Decision &Led = Decisions[What.Step];
    if (Led.Thread != What.Thread.Value || Led.Kind != What.Kind ||
        Led.Site != What.Site.Value || Led.Object != What.Object.Value)
      return Name + ": it is not what decision " + std::to_string(What.Step) +
             " led to";
  }
  return "";
}

namespace {

class EventEncoder {
public:
  EventEncoder(std::span<const Event> Events,
               std::span<const Decision> Decisions)
      : Events(Events), Decisions(Decisions) {}

  EventStreams encode() {
    steps();
    for (const Event &What : Events) {
      shape(What);
      values(What);
      appendVarint(Out.Times, zigZag(int64_t(What.Time - Model.time())));
      Model.learnTime(What.Time);
    }
    Out.Shapes = Shapes.bytes();
    return std::move(Out);
  }

private:
  /// Numbers of events in a row, and between them of decisions without one.
  void steps() {
    StepCursor Next(Decisions, Events.front().Step);
    uint64_t Run = 0;
    for (const Event &What : Events) {
      uint64_t Skipped = 0;
      for (; Next.step() != What.Step; Next.next())
        ++Skipped;
      if (Skipped) {
        appendVarint(Out.Steps, Run);
        appendVarint(Out.Steps, Skipped);
        Run = 0;
      }
      ++Run;
      Next.next();
    }
    appendVarint(Out.Steps, Run);
  }

  struct Hash {
    size_t operator()(const EventShape &Of) const {
      uint64_t State = uint64_t(Of.Size) << 32 | Of.Second.Value;
      State = splitMix64(State) ^
              (uint64_t(Of.Order) << 24 | Of.Rmw << 16 | Of.Flags << 8);
      return splitMix64(State);
    }
  };

  void shape(const Event &What) {
    EventShape Shape = EventShape::of(What);
    auto [Place, New] = Known.try_emplace(Shape, uint32_t(Known.size()));
    if (New)
      shapeFields(Shapes, Shape);
    uint32_t &Guess = Model.shape(What.Kind, What.Site);
    appendVarint(Out.Uses, Guess == Place->second ? 0 : Place->second + 1);
    Guess = Place->second;
  }

  void values(const Event &What) {
    uint8_t Stored = EventShape::of(What).Stored;
    uint64_t &Contents = Model.contents(What.Object);
    if (Stored & EventShape::HasValue)
      value(What.Value, Contents);
    if (Stored & EventShape::HasWritten)
      value(What.Written, Contents);
  }
  void value(uint64_t Value, uint64_t &Contents) {
    appendVarint(Out.Values, zigZag(int64_t(Value - Contents)));
    Contents = Value;
  }

  std::span<const Event> Events;
  std::span<const Decision> Decisions;
  EventStreams Out;
  FieldWriter Shapes;
  std::unordered_map<EventShape, uint32_t, Hash> Known;
  EventGuesses Model;
};

} // namespace

EventStreams lockstep::encodeEvents(std::span<const Event> Events,
                                    std::span<const Decision> Decisions) {
  return EventEncoder(Events, Decisions).encode();
}
