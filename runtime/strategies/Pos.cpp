//===- Pos.cpp - The strategy pos: partial order sampling -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling", CAV
// 2018: POS, not its simpler form BasicPOS.
//
// Every pending event has a random priority; the highest enabled one runs. Then
// the thread that ran has a new pending event, and so a new priority; and so
// has every pending event that depends on what ran. Two events that commute
// therefore keep the order of their priorities, and the schedules spread over
// partial orders rather than over interleavings.
//
// Deviations from the paper:
// - A priority is drawn when its event first is one of several that can run,
//   not when it becomes pending. Priorities are independent, so that this
//   changes the stream of numbers and not the distribution.
// - All pending events that depend on what ran draw again, also those that
//   cannot run yet, such as a lock of a mutex that is held.
// - An event whose thread gave way stands behind all drawn ones, the latest
//   last, until it runs or depends on what ran.
//
// Specified: a priority is 63 random bits (next() >> 1); of equal ones (2^-63)
// the lower thread number wins. A decision with more than one enabled thread
// draws one number for each enabled thread without a priority, by ascending
// thread number; a decision with one enabled thread draws nothing.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/Algorithms.h"
#include "strategies/Turns.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

namespace {
// Drawn priorities have bit 63 set; those of threads that gave way count down
// from it.
constexpr uint64_t None = 0;
constexpr uint64_t Drawn = uint64_t(1) << 63;

/// A set of bits that has one in common with that of every operation that
/// depends on \p Op: most operations that do not, have none.
uint64_t filterOf(const Operation &Op) {
  auto Bit = [](uint64_t Of) {
    return uint64_t(1) << (Of * 0x9E3779B97F4A7C15ull >> 58);
  };
  constexpr uint64_t MostGranules = 8;
  uint64_t Bits = 0;
  if (Op.Object.isValid())
    Bits |= Bit(Op.Object.Value);
  if (Op.Second.isValid())
    Bits |= Bit(Op.Second.Value);
  if (operationObject(Op.Kind) != ObjectKind::Memory || !Op.Address || !Op.Size)
    return Bits;
  uint64_t First = Op.Address / 8, Last = (Op.Address + Op.Size - 1) / 8;
  if (Last - First >= MostGranules)
    return ~uint64_t(0);
  for (uint64_t Granule = First; Granule <= Last; ++Granule)
    Bits |= Bit(Granule);
  return Bits;
}

/// As dependent(); the common case at once.
inline bool depends(const Operation &A, const Operation &B) {
  if (A.Object != B.Object || !A.Object.isValid())
    return dependent(A, B);
  Access OfA = operationAccess(A.Kind), OfB = operationAccess(B.Kind);
  return OfA != Access::None && OfB != Access::None &&
         (OfA == Access::Write || OfB == Access::Write);
}

class Pos final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    LowestGiven = Drawn;
    Priorities.assign(1, None);
    Filters.assign(1, 0);
  }

  void threadCreated(ThreadId Child, ThreadId) override {
    if (Child.index() < Priorities.size())
      return;
    Priorities.resize(Child.index() + 1, None);
    Filters.resize(Child.index() + 1, 0);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    for (ThreadId Thread : View.Enabled)
      if (Priorities[Thread.index()] == None)
        draw(Thread, View.pending(Thread));
    return highestOf(View.Enabled, Priorities.data());
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Priorities[Thread.index()] = None;
    Filters[Thread.index()] = 0;
    if (operationAccess(Performed.Kind) == Access::None)
      return;
    uint64_t Filter = filterOf(Performed);
    size_t Threads = std::min(Filters.size(), View.Pending.size());
    for (size_t Other = 0; Other < Threads; ++Other)
      if ((Filters[Other] & Filter) && View.Pending[Other] &&
          depends(*View.Pending[Other], Performed))
        Priorities[Other] = None;
  }

  void gaveWay(ThreadId Thread) override {
    Priorities[Thread.index()] = --LowestGiven;
    Filters[Thread.index()] = ~uint64_t(0); // its next operation is not known
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  void draw(ThreadId Thread, const Operation &Pending) {
    Priorities[Thread.index()] = Drawn | (Numbers.next() >> 1);
    if (!Filters[Thread.index()])
      Filters[Thread.index()] = filterOf(Pending);
  }

  Random Numbers{0};
  std::vector<uint64_t> Priorities; ///< of each thread's pending event
  /// Of each thread's pending event; 0 until that has a priority.
  std::vector<uint64_t> Filters;
  uint64_t LowestGiven = 0;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makePos(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Pos>();
}
