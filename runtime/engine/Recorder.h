//===- Recorder.h - Decisions and events, as they come ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_ENGINE_RECORDER_H
#define LOCKSTEP_ENGINE_RECORDER_H

#include "base/Check.h"
#include "event/Decision.h"
#include "event/Event.h"

#include <algorithm>
#include <span>

namespace lockstep {

/// Receives the events of an execution that is recorded in full.
class EventSink {
public:
  virtual ~EventSink() = default;
  virtual void event(const Event &What) = 0;
};

/// Makes memory ready before it is written, many pages at a time: a long log
/// otherwise pays a fault for each. Only speed depends on it.
class LogMemory {
public:
  virtual ~LogMemory() = default;
  virtual void prepare(std::span<Decision> Soon) = 0;
};

/// What whoever watches an execution wants to know at any time.
struct Counters {
  uint64_t Decisions = 0;
  uint64_t Choices = 0; ///< decisions with more than one enabled thread
  /// Decisions that were taken from a recording, before the strategy was asked.
  uint64_t Followed = 0;
  uint32_t Threads = 0;
  uint32_t Learnt = 0;  ///< sites found to be shared
  uint32_t Objects = 0; ///< whose addresses were written down
  uint32_t Places = 0;  ///< that were written down
  bool Raced = false;   ///< some accesses were not ordered
};

/// Where an execution writes what its driver reads. What does not fit is not
/// written.
struct LogSpace {
  std::span<Decision> Decisions;
  std::span<uint32_t> Learnt;    ///< ids of sites found to be shared
  std::span<uint16_t> Parents;   ///< by thread id
  std::span<uint64_t> Addresses; ///< by object id; 0: it has none
  std::span<uint32_t> Places;    ///< ids of places, by Engine::named()
};

/// Appends decisions to a log that outlives the execution (shared memory). Each
/// is complete before the count says so: whoever kills the execution finds a
/// valid prefix. The Verifier is its mirror image.
class Recorder {
public:
  /// \p Count says how much there is. \p Sink and \p Memory may be null.
  Recorder(const LogSpace &Lists, Counters &Count, EventSink *Sink,
           LogMemory *Memory = nullptr)
      : Space(Lists.Decisions), Lists(Lists), Count(Count), Sink(Sink),
        Memory(Memory), Ready(Memory ? FewDecisions : Space.size()) {
    Count = {};
  }

  /// The index of the latest decision that is not a value; there is one.
  uint64_t latestChoice() const {
    uint64_t Index = Count.Decisions - 1;
    while (Space[Index].isValue())
      --Index;
    return Index;
  }
  bool full() const { return Count.Decisions == Space.size(); }
  /// Where the next decision is written before decided() makes it count.
  Decision &slot() {
    LOCKSTEP_CHECK(Count.Decisions < Space.size());
    if (Count.Decisions >= Ready) [[unlikely]]
      prepareMore();
    return Space[Count.Decisions];
  }
  void decided(bool IsChoice) {
    Count.Choices += IsChoice;
    __atomic_store_n(&Count.Decisions, Count.Decisions + 1, __ATOMIC_RELEASE);
  }
  /// Sites beyond the space are forgotten: the next execution finds them.
  void learnt(SiteId Site) {
    if (Count.Learnt < Lists.Learnt.size())
      Lists.Learnt[Count.Learnt++] = Site.Value;
  }
  /// Objects come in the order of their ids.
  void object(uint64_t Address) {
    if (Count.Objects < Lists.Addresses.size())
      Lists.Addresses[Count.Objects++] = Address;
  }
  void followed(uint64_t Number) { Count.Followed = Number; }
  void raced() { Count.Raced = true; }
  /// Places come in the order of their numbers.
  void place(SiteId Site) {
    if (Count.Places < Lists.Places.size())
      Lists.Places[Count.Places++] = Site.Value;
  }
  /// Threads come in the order of their ids; the main thread is its own parent.
  void born(ThreadId Parent) {
    if (Count.Threads < Lists.Parents.size())
      Lists.Parents[Count.Threads] = uint16_t(Parent.Value);
    ++Count.Threads;
  }
  bool wantsEvents() const { return Sink; }
  void happened(const Event &What) { Sink->event(What); }

private:
  /// Short executions do with what their first faults bring.
  static constexpr uint64_t FewDecisions = 512, ManyDecisions = 1 << 16;

  void prepareMore() {
    uint64_t More = std::min({Ready, ManyDecisions, Space.size() - Ready});
    Memory->prepare(Space.subspan(Ready, More));
    Ready += More;
  }

  std::span<Decision> Space;
  LogSpace Lists;
  Counters &Count;
  EventSink *Sink;
  LogMemory *Memory;
  uint64_t Ready; ///< decisions whose memory is ready, or will be by itself
};

} // namespace lockstep

#endif
