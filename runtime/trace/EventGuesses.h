//===- EventGuesses.h - What an event will be like --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_EVENTGUESSES_H
#define LOCKSTEP_TRACE_EVENTGUESSES_H

#include "event/Decision.h"
#include "event/Event.h"

#include <cstdint>
#include <span>
#include <unordered_map>

namespace lockstep {

/// What many events of a frame have in common.
struct EventShape {
  uint32_t Size = 0;
  ObjectId Second;
  uint8_t Order = 0;
  uint8_t Rmw = 0;
  uint8_t Flags = 0;
  uint8_t Stored = 0; ///< 1: Value is not implied to be 0. 2: nor is Written

  enum : uint8_t { HasValue = 1, HasWritten = 2, AllStored = 3 };
  static EventShape of(const Event &What) {
    bool Value = What.Flags & EventHasValue || What.Value;
    bool Written = What.Flags & EventHasWritten || What.Written;
    return {What.Size,  What.Second,
            What.Order, What.Rmw,
            What.Flags, uint8_t(Value * HasValue | Written * HasWritten)};
  }
  friend bool operator==(const EventShape &, const EventShape &) = default;
};

/// The fields of an event's shape, for a FieldWriter or a FieldReader.
template <class Fields, class T> void shapeFields(Fields &F, T &Shape) {
  F.number(Shape.Size, "a size");
  F.index(Shape.Second.Value, "a second object");
  F.number(Shape.Order, "a memory order");
  F.number(Shape.Rmw, "an operator");
  F.number(Shape.Flags, "an event's flags");
  F.number(Shape.Stored, "the mark of what is stored");
}

/// Walks those of a schedule's decisions that are not values.
class StepCursor {
public:
  StepCursor(std::span<const Decision> Decisions, uint64_t Step)
      : Decisions(Decisions), Step(Step) {}

  bool atEnd() const { return Step >= Decisions.size(); }
  bool atValue() const { return Decisions[Step].isValue(); }
  uint64_t step() const { return Step; }
  void next() {
    do
      ++Step;
    while (!atEnd() && atValue());
  }

private:
  std::span<const Decision> Decisions;
  uint64_t Step;
};

/// What writer and reader of a frame learn from the events so far, in the same
/// way: numbers are stored as distances from what is expected.
class EventGuesses {
public:
  static constexpr uint32_t NoShape = 0xffffffff;

  /// The number of the shape that the same place had before; NoShape at first.
  uint32_t &shape(OpKind Kind, SiteId Site) {
    uint64_t Key = uint64_t(Kind) << 32 | Site.Value;
    return Shapes.try_emplace(Key, NoShape).first->second;
  }
  /// What the object was last known to hold.
  uint64_t &contents(ObjectId Object) { return Contents[Object.Value]; }

  /// When the next event is expected: the clock goes on as it did before.
  uint64_t time() const { return Time + Pace; }
  void learnTime(uint64_t Now) {
    Pace = Now - Time;
    Time = Now;
  }

private:
  std::unordered_map<uint64_t, uint32_t> Shapes;
  std::unordered_map<uint32_t, uint64_t> Contents;
  uint64_t Time = 0;
  uint64_t Pace = 0;
};

} // namespace lockstep

#endif
