//===- Control.cpp - The running execution --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "switching/Control.h"

#include "platform/Real.h"
#include "platform/RobustList.h"
#include "platform/ThreadPool.h"

#include <dlfcn.h>

using namespace lockstep;

constinit Control *Control::Active = nullptr;
void (*Control::CheckMemory)(const Operation &) = nullptr;
void (*Control::RunKeyDestructors)() = nullptr;
void (*Control::CallTlsDestructors)() = nullptr;
void *Control::MainRobustList = nullptr;

void Control::lookUpLibc() {
  // glibc keeps the list of thread_local destructors in the thread's own
  // storage; this runs it.
  MainRobustList = robustListHead();
  CallTlsDestructors =
      reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "__call_tls_dtors"));
}

Control::Control(Engine &Scheduler, Switcher &Switch, SiteRegistry &Sites,
                 Observer &Watch, uint64_t Quarantine, bool Record)
    : Scheduler(Scheduler), Switch(Switch), Sites(Sites), Watch(Watch),
      Recording(Record), Watched(Record || CheckMemory), Freed(Quarantine) {}

void Control::activate(uintptr_t StackTop) {
  ProgramThread &Main = Threads.emplace_back();
  Main.Id = MainThread;
  Main.Handle = pthread_t(threadPointer());
  Main.ThreadPointer = CarrierPointer = threadPointer();
  Main.StackTop = StackTop;
  Main.RobustList = MainRobustList;
  Active = this;
  Scope Inside(*this);
  // The main thread's first operation was announced by the engine.
  ThreadId First = Scheduler.choose();
  LOCKSTEP_CHECK(First == MainThread || !First.isValid());
  if (!First.isValid())
    Watch.executionEnded();
  if (Steps)
    Steps->arrived();
  performed(Scheduler.threads()[MainThread].Start, {.Changed = true});
}

/// Called by a thread that is not under control, or by the runtime itself.
Control *Control::passThrough() {
  if (CarrierPointer != threadPointer())
    Scheduler.setOutsiders(true);
  return nullptr;
}

void Control::noteWhere(const Operation &Op) {
  if (!Recording)
    return;
  int Errno = errno; // unwinding may set it
  self().Where = Watch.captureStack(Op);
  errno = Errno;
}

void Control::goOn(Operation &Op) {
  Scheduler.announce(Op);
  noteWhere(Op);
  if (!Scheduler.goOn().isValid())
    Watch.executionEnded();
  if (Steps)
    Steps->arrived();
}

void Control::chooseWatched(const Operation &Op) {
  noteWhere(Op);
  ThreadId Next = Scheduler.choose();
  if (Next != Running)
    switchTo(Next);
  if (CheckMemory && isOutOfSight(Op.Kind))
    CheckMemory(Op);
  if (Steps)
    Steps->arrived();
}

void Control::switchTo(ThreadId Next) {
  if (!Next.isValid())
    Watch.executionEnded();
  ProgramThread &From = self();
  ProgramThread &To = Threads[Next.index()];
  Running = Next;
  CarrierPointer = To.ThreadPointer;
  Switch.switchTo(From, To);
}

Operation Control::operation(OpKind Kind, ObjectId Object,
                             void *ReturnAddress) {
  ProgramThread &Self = self();
  Operation Op;
  Op.Kind = Kind;
  Op.Object = Object;
  if (Object.isValid())
    Op.Address = Scheduler.object(Object).Address;
  if (Self.Announced.isValid() &&
      operationObject(OpKind(Self.AnnouncedKind)) == operationObject(Kind))
    Op.Site = Self.Announced;
  else if (Self.InLibrary.isValid())
    Op.Site = Self.InLibrary;
  else
    Op.Site = Sites.place(uint64_t(ReturnAddress));
  Self.Announced = SiteId();
  return Op;
}

void Control::announceCall(const lockstep_site *Site) {
  ProgramThread &Self = self();
  if (OpKind(Site->kind) == OpKind::LibraryCall) {
    Self.InLibrary = Sites.of(Site);
    return;
  }
  Self.Announced = Sites.of(Site);
  Self.AnnouncedKind = Site->kind;
}

void Control::misuse(MisuseKind What, ObjectId Where) {
  Scheduler.fail(OutcomeKind::Misuse, Where, What);
  Watch.executionEnded();
  __builtin_unreachable();
}

ProgramThread *Control::find(pthread_t Handle) {
  ProgramThread *Found = nullptr;
  for (ProgramThread &Candidate : Threads)
    if (pthread_equal(Candidate.Handle, Handle))
      Found = &Candidate; // the latest that has this handle
  return Found;
}

int Control::create(const Operation &Op, pthread_t *Handle,
                    const pthread_attr_t *Attributes, void *(*Start)(void *),
                    void *Argument) {
  ProgramThread &New = Threads.emplace_back();
  New.Id = ThreadId(uint32_t(Threads.size() - 1));
  New.Start = Start;
  New.Argument = Argument;
  if (Recording)
    New.Created = self().Where;
  int Detached = PTHREAD_CREATE_JOINABLE;
  if (Attributes)
    pthread_attr_getdetachstate(Attributes, &Detached);
  New.Detached = Detached == PTHREAD_CREATE_DETACHED;
  if (int Failure = Switch.prepare(New, Attributes, begin)) {
    Threads.pop_back();
    performed(Op, {.Value = uint64_t(Failure), .Flags = EventFailed});
    return Failure;
  }
  Freed.removeStacks(New.StackLow, New.StackTop - New.StackLow);
  *Handle = New.Handle;
  performed(Op,
            {.Value = New.Id.Value, .Flags = EventHasValue, .Changed = true});
  ThreadId Born = Scheduler.born(Op.Object);
  LOCKSTEP_CHECK(Born == New.Id);
  return 0;
}

/// Another thread may have had the stack and the thread-local storage before.
/// glibc puts the storage and the control block at the upper end of the stack's
/// memory, and one of the kernel's threads on a stack that it may have used.
void Control::forgetMemoryOf(const ProgramThread &New) {
  constexpr uintptr_t ControlBlock = 4096, KernelStack = uintptr_t(8) << 20;
  auto Forget = [this](uintptr_t Low, uintptr_t High) {
    if (Low < High)
      Scheduler.forgetAccesses(Low, High - Low);
  };
  auto End = uintptr_t(New.ThreadPointer) + ControlBlock;
  if (New.Borrowed) {
    Forget(New.StackLow, New.StackTop);
    Forget(New.Borrowed->StackTop, End);
  } else {
    Forget(New.StackTop - KernelStack, End);
  }
}

/// The first thing a new thread does, once it was chosen.
void Control::begin(ProgramThread &Self) {
  Control &C = *Active;
  if (Self.Borrowed && Self.Borrowed->Used)
    ThreadPool::resetThreadLocals();
  C.forgetMemoryOf(Self);
  if (C.Steps)
    C.Steps->arrived();
  C.performed(C.Scheduler.threads()[Self.Id].Start, {.Changed = true});
  void *Result = C.outside([&Self] { return Self.Start(Self.Argument); });
  C.finish(Result);
}

void Control::finish(void *Result) {
  ProgramThread &Self = self();
  outside([] {
    if (CallTlsDestructors)
      CallTlsDestructors();
    if (RunKeyDestructors)
      RunKeyDestructors();
  });
  Self.Announced = Self.InLibrary = SiteId();
  Operation Op;
  Op.Kind = OpKind::ThreadExit;
  Op.Object = Scheduler.threads()[Self.Id].Self;
  reach(Op);
  Self.Result = Result;
  Self.Finished = true;
  for (void *Mutex : abandonRobustMutexes(Self.RobustList)) {
    ObjectId Id = objectAt(Mutex, ObjectKind::Mutex);
    object(Id).Holder = ThreadId();
    object(Id).Depth = 0;
    // Who takes it over comes after what this thread did.
    if (Racing *Races = Scheduler.races())
      Races->release(Self.Id, Id);
    Scheduler.refresh(Id);
  }
  performed(Op, {.Changed = true});
  keepStack(Self);
  if (!Scheduler.liveThreads()) {
    // The last thread to end takes the process along (pthread_exit(3)).
    outside([] { exit(0); });
  }
  ThreadId Next = Scheduler.choose();
  if (!Next.isValid())
    Watch.executionEnded();
  if (Self.Detached)
    reclaim(Self);
  ProgramThread &To = Threads[Next.index()];
  Running = Next;
  CarrierPointer = To.ThreadPointer;
  Switch.leaveTo(Self, To);
}
