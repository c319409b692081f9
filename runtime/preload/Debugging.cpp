//===- Debugging.cpp - What a debugger sees of an execution ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Debugging.h"

#include "interceptors/Intercept.h"
#include "preload/Watcher.h"

using namespace lockstep;

extern "C" {
__attribute__((
    visibility("default"))) lockstep_debug_state lockstep_debug_state = {
    1, sizeof(lockstep_debug_thread), 0, 0, 0, 0, nullptr, nullptr, ""};
}

LOCKSTEP_INTERCEPT void lockstep_debug_step() { asm volatile("" ::: "memory"); }

LOCKSTEP_INTERCEPT void lockstep_debug_end() { asm volatile("" ::: "memory"); }

constinit Debugging *Debugging::Active = nullptr;

static auto &State = lockstep_debug_state;

Debugging::Debugging(ExecutionArea &Area, uint64_t StopAt) : Area(Area) {
  Active = this;
  State.stop_at = StopAt;
}

/// Says where the pending operation \p Op is.
static void locate(const Operation &Op, const SiteRegistry &Sites,
                   lockstep_debug_thread &Into) {
  if (!Op.Site.isValid())
    return;
  if (const lockstep_site *Site = Sites.record(Op.Site)) {
    Into.line = Site->line;
    Into.file = lockstep_site_string(&Site->file);
    Into.function = lockstep_site_string(&Site->function);
  } else if (Op.Site.Value - FirstPlace < Sites.places().size()) {
    Into.place = Sites.places()[Op.Site.Value - FirstPlace];
  }
}

/// The current thread goes on: its entry is what is looked at.
void Debugging::update() {
  Control &C = *Control::active();
  Engine &Scheduler = C.engine();
  Threads.assign(Scheduler.threads().size(), {});
  size_t I = 0;
  for (const Thread &Of : Scheduler.threads()) {
    lockstep_debug_thread &Entry = Threads[I++];
    Entry.thread = Of.Id.Value;
    Entry.kernel_id = C.thread(Of.Id).KernelId;
    Entry.state = uint32_t(stateOf(Of, Scheduler.current()));
    Entry.object = Entry.second = ObjectId::InvalidValue;
    if (!Of.Pending)
      continue;
    Entry.operation = operationText(Of.Pending->Kind);
    Entry.object = Of.Pending->Object.Value;
    Entry.second = Of.Pending->Second.Value;
    locate(*Of.Pending, C.sites(), Entry);
  }
  State.thread = Scheduler.current().Value;
  State.thread_count = uint32_t(Threads.size());
  State.threads = Threads.data();
}

void Debugging::arrived() {
  State.step = Area.Count.Decisions - 1;
  update();
  if (State.step == State.stop_at)
    lockstep_debug_step();
}

void Debugging::ended(const char *Outcome) {
  if (!Active || State.outcome)
    return;
  Active->update();
  State.outcome = Outcome;
  State.detail = Active->Area.Detail;
  lockstep_debug_end();
}
