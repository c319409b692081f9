//===- FrameDecoder.cpp - Decisions from streams of small numbers ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Varint.h"
#include "trace/Format.h"
#include "trace/Frame.h"
#include "trace/Guesses.h"
#include "trace/RecentThreads.h"

using namespace lockstep;
using namespace lockstep::format;

namespace {

/// The mirror image of RunEncoder.
class RunDecoder {
public:
  explicit RunDecoder(FieldReader &In) : In(In) {}

  /// Reads one run of at most \p Room decisions.
  void run(uint64_t Room, uint16_t &Thread, uint64_t &Count) {
    uint8_t Byte = In.byte("a run");
    uint32_t Rank = Byte >> RunCountBits;
    Count = Byte & RunCountMax;
    if (Rank == RunRankEscape)
      In.number(Thread, "a run's thread");
    else if (Rank == 0 || !Recent.at(Rank, Thread))
      In.fail("a run of a thread that is not there");
    if (Count == RunCountEscape)
      Count = In.varint("a run's count");
    if (Count == 0 || Count > Room)
      In.fail("a run that is empty or longer than the frame");
    if (Recent.use(Thread) != Rank)
      In.fail("a run that names a recent thread by its index");
  }

private:
  FieldReader &In;
  RecentThreads Recent;
};

/// The mirror image of GuessEncoder.
class GuessDecoder {
public:
  GuessDecoder(FieldReader &In, FieldReader &Misses, uint64_t OperationCount)
      : In(In), Misses(Misses), OperationCount(OperationCount) {}

  uint32_t operation() {
    if (!Loaded)
      load();
    Model.look();
    uint32_t Rank = 0, Index = 0;
    if (Hits)
      --Hits;
    else
      Rank = Code;
    if (Rank == GuessMiss)
      Index = miss();
    else if (!Model.guess(Rank, Index))
      In.fail("a guess where nothing was learned");
    Loaded = Hits || (Code != GuessContinues && Rank == 0);
    if (!In.failed() && !Misses.failed())
      Model.learn(Index, Rank);
    return Index;
  }
  void endThread() {
    if (Loaded)
      In.fail("a token that outlasts its thread");
    Model.beginThread();
  }

private:
  uint32_t miss() {
    int64_t Distance = unZigZag(Misses.varint("an operation", UINT32_MAX));
    int64_t Index = Model.previous() + Distance;
    if (Index >= 0 && uint64_t(Index) < OperationCount)
      return uint32_t(Index);
    Misses.fail("an operation that is not there");
    return 0;
  }
  void load() {
    uint8_t Token = In.byte("a token");
    Hits = Token >> GuessCodeBits;
    Code = Token & GuessMiss;
    if (Token == 0)
      In.fail("an empty token");
    Loaded = true;
  }
  FieldReader &In;
  FieldReader &Misses;
  uint64_t OperationCount;
  Guesses Model;
  uint32_t Hits = 0;
  uint32_t Code = 0;
  bool Loaded = false;
};

/// The four streams of a frame being read.
class FrameDecoder {
public:
  FrameDecoder(const FrameStreams &Streams,
               std::span<const Decision> Operations,
               std::span<Decision> Decisions)
      : Runs(Streams.Runs), Guessed(Streams.Guesses), Misses(Streams.Misses),
        Values(Streams.Values), Operations(Operations), Decisions(Decisions) {}

  std::string decode() {
    readRuns();
    if (!Runs.failed())
      readOperations();
    struct {
      FieldReader &Stream;
      const char *Name;
    } const Streams[] = {{Runs, "runs"},
                         {Guessed, "guesses"},
                         {Misses, "misses"},
                         {Values, "values"}};
    for (auto &[Stream, Name] : Streams)
      if (Stream.failed())
        return std::string("stream of ") + Name + ": " + Stream.problem();
    for (auto &[Stream, Name] : Streams) {
      Stream.expectEnd();
      if (Stream.failed())
        return std::string("stream of ") + Name + ": " + Stream.problem();
    }
    return "";
  }

private:
  void readRuns() {
    RunDecoder Decoder(Runs);
    for (size_t Begin = 0; Begin < Decisions.size();) {
      uint16_t Thread = 0;
      uint64_t Count = 0;
      Decoder.run(Decisions.size() - Begin, Thread, Count);
      if (Runs.failed())
        return;
      std::vector<uint32_t> &Mine = Positions[Thread];
      if (Mine.empty())
        Threads.push_back(Thread);
      for (size_t End = Begin + Count; Begin < End; ++Begin) {
        Decisions[Begin].Thread = Thread;
        Mine.push_back(uint32_t(Begin));
      }
    }
  }

  void readOperations() {
    GuessDecoder Decoder(Guessed, Misses, Operations.size());
    for (uint16_t Thread : Threads) {
      for (uint32_t Position : Positions[Thread]) {
        uint32_t Index = Decoder.operation();
        if (Guessed.failed() || Misses.failed())
          return;
        Decision &What = Decisions[Position];
        What = Operations[Index];
        What.Thread = Thread;
        if (!What.isValue())
          continue;
        Values.number(What.Site, "a choice");
        Values.number(What.Object, "a bound");
      }
      Decoder.endThread();
    }
  }

  FieldReader Runs, Guessed, Misses, Values;
  std::span<const Decision> Operations;
  std::span<Decision> Decisions;
  std::unordered_map<uint16_t, std::vector<uint32_t>> Positions;
  std::vector<uint16_t> Threads;
};

} // namespace

std::string lockstep::decodeFrame(const FrameStreams &Streams,
                                  std::span<const Decision> Operations,
                                  std::span<Decision> Decisions) {
  if (Operations.empty())
    return "decisions, but no operations";
  return FrameDecoder(Streams, Operations, Decisions).decode();
}
