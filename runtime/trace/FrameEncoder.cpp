//===- FrameEncoder.cpp - Decisions as streams of small numbers -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "base/Varint.h"
#include "trace/Format.h"
#include "trace/Frame.h"
#include "trace/Guesses.h"
#include "trace/RecentThreads.h"

using namespace lockstep;
using namespace lockstep::format;

size_t OperationTable::Hash::operator()(const Decision &What) const {
  uint64_t State = uint64_t(What.Site) << 32 | What.Object;
  State = splitMix64(State) ^ (uint64_t(What.Kind) << 8 | What.Flags);
  return splitMix64(State);
}

uint32_t OperationTable::intern(const Decision &What) {
  Decision Key = What;
  Key.Thread = 0;
  if (Key.isValue())
    Key.Site = Key.Object = SiteId::InvalidValue;
  auto [Place, New] = Indexes.try_emplace(Key, uint32_t(Operations.size()));
  if (New)
    Operations.push_back(Key);
  return Place->second;
}

namespace {

/// Which thread goes on: its rank among the latest ones, or its index.
class RunEncoder {
public:
  explicit RunEncoder(std::string &Out) : Out(Out) {}

  void run(uint16_t Thread, uint32_t Count) {
    uint32_t Rank = Recent.use(Thread);
    uint32_t ShortCount = Count <= RunCountMax ? Count : RunCountEscape;
    Out.push_back(char(Rank << RunCountBits | ShortCount));
    if (Rank == RunRankEscape)
      appendVarint(Out, Thread);
    if (ShortCount == RunCountEscape)
      appendVarint(Out, Count);
  }

private:
  std::string &Out;
  RecentThreads Recent;
};

/// Counts right first guesses and writes one byte where they end.
class GuessEncoder {
public:
  explicit GuessEncoder(FrameStreams &Out) : Out(Out) {}

  void operation(uint32_t Index) {
    Model.look();
    uint32_t Rank = Model.rank(Index);
    if (Rank == GuessMiss)
      appendVarint(Out.Misses, zigZag(int64_t(Index) - Model.previous()));
    Model.learn(Index, Rank);
    if (Rank == 0) {
      if (++Hits == GuessHitsMax)
        token(GuessContinues);
      return;
    }
    token(Rank);
  }
  void endThread() {
    if (Hits)
      token(GuessContinues);
    Model.beginThread();
  }

private:
  void token(uint32_t Code) {
    Out.Guesses.push_back(char(Hits << GuessCodeBits | Code));
    Hits = 0;
  }
  FrameStreams &Out;
  Guesses Model;
  uint32_t Hits = 0;
};

} // namespace

FrameStreams lockstep::encodeFrame(std::span<const Decision> Decisions,
                                   std::span<const uint32_t> Indexes) {
  FrameStreams Streams;
  RunEncoder Runs(Streams.Runs);
  // Positions by thread, so that each thread's operations follow each other.
  std::unordered_map<uint16_t, std::vector<uint32_t>> Positions;
  std::vector<uint16_t> Threads;
  for (uint32_t Begin = 0; Begin < Decisions.size();) {
    uint16_t Thread = Decisions[Begin].Thread;
    std::vector<uint32_t> &Mine = Positions[Thread];
    if (Mine.empty())
      Threads.push_back(Thread);
    uint32_t End = Begin;
    for (; End < Decisions.size() && Decisions[End].Thread == Thread; ++End)
      Mine.push_back(End);
    Runs.run(Thread, End - Begin);
    Begin = End;
  }
  GuessEncoder Operations(Streams);
  for (uint16_t Thread : Threads) {
    for (uint32_t Position : Positions[Thread]) {
      Operations.operation(Indexes[Position]);
      const Decision &What = Decisions[Position];
      if (!What.isValue())
        continue;
      appendVarint(Streams.Values, What.choice());
      appendVarint(Streams.Values, What.bound());
    }
    Operations.endThread();
  }
  return Streams;
}
