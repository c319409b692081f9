//===- FairPct.cpp - The strategy fair-pct: pct with a fair end -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// pct (Pct.cpp) in the first part of an execution, a random walk in the rest: a
// strict order of threads can keep a program from ever ending (a thread that
// polls, a lock that is never given up to others), and a fair one cannot. M.
// Musuvathi, S. Qadeer, "Fair Stateless Model Checking", PLDI 2008, on why;
// P. Deligiannis et al., "Industrial-Strength Controlled Concurrency Testing
// for C# Programs with Coyote", TACAS 2023, have an order of priorities with a
// fair suffix.
//
// Deviations: Coyote switches after a number of steps that the user sets. Here
// it is when half as many choices were made as the longest execution so far
// had (half of k, rounded up), or earlier when one thread has given way
// `yields` times. The change points are drawn in that first part, which would
// else lose half of them: a bug of depth d whose steps lie in it is hit with at
// least pct's probability for k / 2 choices. While k is not known only giving
// way ends the first part.
//
// Specified: what pct draws, for half of k; in the second part a decision with
// more than one enabled thread draws below(enabled threads), as random does.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Pct.h"
#include "strategies/Turns.h"

using namespace lockstep;

namespace {
class FairPct final : public Pct {
public:
  FairPct(uint64_t Depth, uint64_t Yields)
      : Pct(Depth), Depth(Depth), Yields(Yields) {}

  void begin(const ExecutionStart &Start) override {
    uint64_t Most = Start.Known.MaxChoices;
    FirstPart = Most ? Most - Most / 2 : ~uint64_t(0);
    GaveWay.assign(1, 0);
    Pct::begin(Start, Depth, Most - Most / 2);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    if (Child.index() >= GaveWay.size())
      GaveWay.resize(Child.index() + 1);
    Pct::threadCreated(Child, Parent);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (choices() < FirstPart)
      return Pct::pick(View);
    return View.Enabled.size() == 1 ? View.Enabled[0]
                                    : anyOf(View.Enabled, numbers());
  }

  void gaveWay(ThreadId Thread) override {
    Pct::gaveWay(Thread);
    if (++GaveWay[Thread.index()] >= Yields)
      FirstPart = 0;
  }

private:
  const uint64_t Depth, Yields;
  uint64_t FirstPart = 0;        ///< how many choices are pct's
  std::vector<uint64_t> GaveWay; ///< by thread: how often
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeFairPct(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 2 && Values[0] >= 1 && Values[1] >= 1);
  return std::make_unique<FairPct>(Values[0], Values[1]);
}
