//===- PartialOrders.cpp - The partial orders of a scripted program -------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/PartialOrders.h"

#include "base/Check.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::scripted;

PartialOrders::PartialOrders(const Program &Of) : Of(Of) {
  for (uint32_t T = 0; T < Of.threadCount(); ++T)
    for (uint32_t U = T + 1; U < Of.threadCount(); ++U) {
      const auto &A = Of.script(ThreadId(T)).Instructions;
      const auto &B = Of.script(ThreadId(U)).Instructions;
      for (uint32_t I = 0; I < A.size(); ++I)
        for (uint32_t J = 0; J < B.size(); ++J)
          if (dependent(A[I].Op, B[J].Op))
            Pairs.push_back({{T, I}, {U, J}});
    }
  LOCKSTEP_CHECK(Pairs.size() <= 64);
}

uint64_t PartialOrders::name(const std::vector<ThreadId> &Schedule) const {
  std::vector<std::vector<size_t>> Steps(Of.threadCount());
  for (size_t Step = 0; Step < Schedule.size(); ++Step)
    Steps[Schedule[Step].index()].push_back(Step);
  uint64_t Name = 0;
  for (size_t I = 0; I < Pairs.size(); ++I) {
    auto [A, B] = Pairs[I];
    bool First = Steps[A.first][A.second] < Steps[B.first][B.second];
    Name |= uint64_t(First) << I;
  }
  return Name;
}

namespace {
/// Follows every schedule with its probability.
class Follower {
public:
  explicit Follower(const PartialOrders &Orders) : Orders(Orders) {}
  OrderDistribution Found;

  void walk(const State &Now, double P) {
    if (ended(Now, P))
      return;
    for (ThreadId Thread : Now.enabled())
      follow(Now, Thread, [&](const State &Then) {
        walk(Then, P / double(Now.enabled().size()));
      });
  }

  /// \p Ranked: every number drawn so far, the lowest first, as the thread
  /// whose pending event has it, or an invalid id when it is used up.
  void sample(const State &Now, const std::vector<ThreadId> &Ranked, double P) {
    for (uint32_t T = 0; T < Now.pending().size(); ++T)
      if (Now.pending()[T] &&
          std::find(Ranked.begin(), Ranked.end(), ThreadId(T)) == Ranked.end())
        return draw(Now, Ranked, ThreadId(T), P);
    if (ended(Now, P))
      return;
    ThreadId Highest;
    for (ThreadId Thread : Ranked)
      if (std::find(Now.enabled().begin(), Now.enabled().end(), Thread) !=
          Now.enabled().end())
        Highest = Thread;
    std::vector<ThreadId> Left = Ranked;
    for (ThreadId &Thread : Left)
      if (Thread == Highest ||
          (Thread.isValid() && dependent(*Now.pending()[Thread.index()],
                                         *Now.pending()[Highest.index()])))
        Thread = ThreadId();
    follow(Now, Highest, [&](const State &Then) { sample(Then, Left, P); });
  }

private:
  /// A new number falls with equal probability into each of the gaps that the
  /// numbers drawn before it leave.
  void draw(const State &Now, const std::vector<ThreadId> &Ranked,
            ThreadId Thread, double P) {
    for (size_t Gap = 0; Gap <= Ranked.size(); ++Gap) {
      std::vector<ThreadId> More = Ranked;
      More.insert(More.begin() + ptrdiff_t(Gap), Thread);
      sample(Now, More, P / double(Ranked.size() + 1));
    }
  }

  bool ended(const State &Now, double P) {
    if (!Now.enabled().empty())
      return false;
    LOCKSTEP_CHECK(Now.finished());
    Found[Orders.name(Schedule)] += P;
    return true;
  }

  template <class Next>
  void follow(const State &Now, ThreadId Thread, Next Continue) {
    State Then = Now;
    Then.perform(Thread);
    Schedule.push_back(Thread);
    Continue(Then);
    Schedule.pop_back();
  }

  const PartialOrders &Orders;
  std::vector<ThreadId> Schedule;
};
} // namespace

OrderDistribution PartialOrders::underRandomWalk() const {
  Follower F(*this);
  F.walk(State(Of), 1);
  return F.Found;
}

OrderDistribution PartialOrders::underSampling() const {
  Follower F(*this);
  F.sample(State(Of), {}, 1);
  return F.Found;
}
