//===- Spinning.cpp - Threads that go in circles --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of the engine that deals with threads that spin: they must not
// starve the others, and when only such threads are left, and nothing they look
// at can change, that is a livelock.
//
//===----------------------------------------------------------------------===//

#include "engine/Engine.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// Steps for which all may spin before a pending deadline is made to come.
constexpr uint64_t PatienceForDeadline = 256;
} // namespace

void Engine::giveWay(Thread &Of) {
  if (strategyListens())
    Chooser.gaveWay(Of.Id);
}

void Engine::setAside(Thread &Of) {
  Of.ChangesWhenSetAside = Changes;
  Of.RoundsWhenSetAside = Of.Spin.rounds();
  if (Of.SetAside)
    return;
  Of.SetAside = true;
  ++Spinners;
  ++Narrowing;
}

void Engine::takeBack(Thread &Of) {
  if (!Of.SetAside)
    return;
  Of.SetAside = false;
  --Spinners;
  --Narrowing;
}

void Engine::noteSpin(Thread &Self, const Operation &Op, const Effect &Done) {
  if (Self.Finished)
    return;
  if (Done.Changed)
    return changedOutside();
  bool Hint = Op.Kind == OpKind::Yield || Op.Kind == OpKind::SpinHint;
  uint32_t Before = Self.Spin.rounds();
  Self.Spin.unchanged(Op.Site, Op.Object, Done.Value);
  uint32_t Rounds = Self.Spin.rounds();
  // By default a hint is taken at its word; with patience, like the rest.
  if ((Hint && Rounds + 2 >= Limits.GiveWayRounds) ||
      (Rounds > Before && Rounds >= Limits.GiveWayRounds))
    giveWay(Self);
  if (Rounds >= Limits.SetAsideRounds && Rounds > Self.RoundsWhenSetAside)
    setAside(Self);
  else if (Rounds < Before)
    Self.RoundsWhenSetAside = 0;
  if (Probing)
    probe(Self, Op);
}

void Engine::changedOutside() {
  ++Changes;
  Threads[Current].Spin.changed();
  takeBack(Threads[Current]);
}

/// A strategy may choose from the enabled threads that are not set aside, or
/// from all when only such are left. Asked only when some are.
void Engine::leaveOutSpinners(SchedulerView &View) {
  Eligible.clear();
  EligibleSet.clear();
  for (ThreadId Id : Enabled) {
    Thread &Of = Threads[Id];
    // Somebody changed something: it may be what the thread looks for.
    if (Of.SetAside && Of.ChangesWhenSetAside != Changes)
      takeBack(Of);
    if (Of.SetAside)
      continue;
    Eligible.push_back(Id);
    EligibleSet.insert(Id);
  }
  if (Eligible.empty())
    return;
  View.Enabled = Eligible;
  View.EnabledSet = EligibleSet.words();
}

bool Engine::onlySpinners() const {
  return Spinners == Enabled.size() && Changes == ChangesSeen;
}

/// \returns true when nothing has changed for so long, and provably cannot,
/// that this is a livelock: every thread that will ever go on (now, or when its
/// time comes) is back where it was.
bool Engine::isStuck() {
  if ((NextDeadline != NoDeadline || Outside) && Spinners == Enabled.size() &&
      Step > LastJump + PatienceForDeadline) {
    if (!lookOutside(/*MaySleep=*/false))
      passTime();
    LastJump = Step;
  }
  if (Step < StuckSince + Limits.LivelockBound || expectsOutsiders())
    return false;
  if (!Probing) {
    Probing = true;
    for (Thread &Of : Threads) {
      Of.Print = Of.PrintRound = 0;
      Of.ProvenIdle = false;
    }
  }
  return std::all_of(Threads.begin(), Threads.end(), [](const Thread &Of) {
    bool GoesOn =
        Of.Enabled || (Of.Pending && Of.Pending->Deadline != NoDeadline);
    return !GoesOn || Of.ProvenIdle;
  });
}

/// Compares the thread's state with what it was when it was here before. A
/// counter that runs in a register makes the difference between a loop that
/// will end and one that cannot.
void Engine::probe(Thread &Self, const Operation &Op) {
  SpinTracker::Read First = Self.Spin.watched();
  // A loop that only yields waits for something that no hook sees.
  if (Self.ProvenIdle || !First.Object.isValid() || First.Site != Op.Site ||
      First.Object != Op.Object)
    return;
  uint32_t Round = Self.Spin.rounds();
  if (Self.Print && Round == Self.PrintRound + 1 &&
      Self.PrintWrites == Self.PlainWrites)
    Self.ProvenIdle = Probe->fingerprint() == Self.Print;
  if (Self.Print) {
    // Loops that back off reach a steady state: look again later.
    Self.Print = 0;
    Self.PrintRound = 2 * Round;
  } else if (Probe && Round >= Self.PrintRound) {
    Self.Print = Probe->fingerprint();
    Self.PrintWrites = Self.PlainWrites;
    Self.PrintRound = Round;
  }
}

ThreadId Engine::livelock() {
  // The thread that reads is the one to tell of; the others may only yield.
  Culprit = Current;
  for (const Thread &Of : Threads)
    if (Of.ProvenIdle && Of.Spin.watched().Object.isValid()) {
      Culprit = Of.Id;
      break;
    }
  SpinTracker::Read Watched = Threads[Culprit].Spin.watched();
  FailedObject = Watched.Object;
  FailedSite = Watched.Site;
  return end(OutcomeKind::Livelock);
}
