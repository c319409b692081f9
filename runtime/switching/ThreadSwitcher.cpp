//===- ThreadSwitcher.cpp - Threads as kernel threads, one at a time ------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "switching/ThreadSwitcher.h"

#include "base/Ids.h"
#include "platform/Kernel.h"
#include "platform/Real.h"
#include "platform/RobustList.h"
#include "platform/ThreadPointer.h"

#include <unistd.h>

using namespace lockstep;

static void give(ProgramThread &To) {
  __atomic_store_n(&To.Baton, 1, __ATOMIC_RELEASE);
  futexWake(&To.Baton, 1);
}

void ThreadSwitcher::await(ProgramThread &Self) {
  while (!__atomic_load_n(&Self.Baton, __ATOMIC_ACQUIRE))
    futexWait(&Self.Baton, 0);
  Self.Baton = 0;
  // Whoever left for good still gives its memory back to malloc on its way out:
  // that must not mix with what comes next.
  if (!Leaving)
    return;
  long Process = kernelCall(SYS_getpid);
  while (kernelCall(SYS_tgkill, Process, Leaving->KernelId, 0) == 0)
    kernelCall(SYS_sched_yield);
  Leaving = nullptr;
}

namespace {
/// Travels from prepare() to the new kernel thread.
struct Birth {
  ThreadSwitcher *Owner;
  ProgramThread *Thread;
  Switcher::Entry Begin;
  int Ready = 0;
};
} // namespace

void *ThreadSwitcher::runThread(void *Argument) {
  auto *Given = static_cast<Birth *>(Argument);
  ThreadSwitcher &Owner = *Given->Owner;
  ProgramThread &Self = *Given->Thread;
  Switcher::Entry Begin = Given->Begin;
  Self.ThreadPointer = threadPointer();
  Self.KernelId = kernelThreadId();
  Self.RobustList = robustListHead();
  Self.StackTop = uintptr_t(__builtin_frame_address(0));
  __atomic_store_n(&Given->Ready, 1, __ATOMIC_RELEASE);
  futexWake(&Given->Ready, 1);
  Owner.await(Self);
  Begin(Self);
  return Self.Result;
}

/// Sets the bounds of the part of the stack that the program's frames lie in
/// for certain: what is above and below them is libc's business.
static void noteStack(ProgramThread &New, const pthread_attr_t *Attributes) {
  void *Address = nullptr;
  size_t Size = 0;
  pthread_attr_t Default;
  if (Attributes) {
    pthread_attr_getstack(Attributes, &Address, &Size);
    // glibc has no call that tells whether a stack was set.
    New.StackIsPrograms = uintptr_t(Address) + Size != 0;
    pthread_attr_getstacksize(Attributes, &Size);
  } else {
    pthread_attr_init(&Default);
    pthread_attr_getstacksize(&Default, &Size);
    pthread_attr_destroy(&Default);
  }
  New.StackLow = New.StackTop - Size / 2;
}

int ThreadSwitcher::prepare(ProgramThread &New,
                            const pthread_attr_t *Attributes, Entry Begin) {
  Birth Given{this, &New, Begin};
  // A kernel thread must not outlive its creator's interest on its own: whether
  // it is detached is for the model to say, and reclaim() to carry out.
  int Detached = PTHREAD_CREATE_JOINABLE;
  pthread_attr_t *Mutable = const_cast<pthread_attr_t *>(Attributes);
  if (Attributes) {
    pthread_attr_getdetachstate(Attributes, &Detached);
    pthread_attr_setdetachstate(Mutable, PTHREAD_CREATE_JOINABLE);
  }
  int Failure =
      real().pthread_create(&New.Handle, Attributes, runThread, &Given);
  if (Attributes)
    pthread_attr_setdetachstate(Mutable, Detached);
  if (Failure)
    return Failure;
  while (!__atomic_load_n(&Given.Ready, __ATOMIC_ACQUIRE))
    futexWait(&Given.Ready, 0);
  noteStack(New, Attributes);
  return 0;
}

void ThreadSwitcher::switchTo(ProgramThread &From, ProgramThread &To) {
  give(To);
  await(From);
}

void ThreadSwitcher::leaveTo(ProgramThread &From, ProgramThread &To) {
  // The main thread's end is the process's: it waits for that.
  if (From.Id != MainThread)
    Leaving = &From;
  give(To);
  if (From.Id == MainThread)
    await(From);
}

ProgramThread *ThreadSwitcher::reclaim(ProgramThread &Over) {
  constexpr size_t MostUnjoined = 64;
  if (Over.Id == MainThread)
    return nullptr;
  Unjoined.push_back(&Over);
  if (Unjoined.size() <= MostUnjoined)
    return nullptr;
  ProgramThread *Oldest = Unjoined.front();
  Unjoined.pop_front();
  real().pthread_join(Oldest->Handle, nullptr);
  return Oldest;
}
