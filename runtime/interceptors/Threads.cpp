//===- Threads.cpp - pthread_create, join, detach, exit, names ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/SanitizerRuntime.h"
#include "interceptors/ThreadExit.h"
#include "platform/ThreadPool.h"

#include <cstring>

using namespace lockstep;

/// \p Wrapped: what calls us holds a lock that the first steps of each thread,
/// and its last, need as well. Creating commutes with all that others may do;
/// but a thread that is detached is never seen to end just before.
static void reachOrGoOn(Control &C, Operation &Op, bool Wrapped) {
  if (Wrapped)
    C.goOn(Op);
  else
    C.reach(Op);
}

LOCKSTEP_INTERCEPT int pthread_create(pthread_t *Handle,
                                      const pthread_attr_t *Attributes,
                                      void *(*Start)(void *),
                                      void *Argument) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_create(Handle, Attributes, Start, Argument);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::ThreadCreate,
                              C->engine().newObject(ObjectKind::Thread),
                              __builtin_return_address(0));
  reachOrGoOn(*C, Op, sanitizerRuntime().WrapsCreate);
  if (C->engine().happens(ValueReason::ThreadFailure)) {
    C->performed(Op, {.Value = EAGAIN, .Flags = EventFailed});
    return EAGAIN;
  }
  return C->create(Op, Handle, Attributes, Start, Argument);
}

//===----------------------------------------------------------------------===//
// Join and detach
//===----------------------------------------------------------------------===//

namespace {

/// Ends the execution when \p Target must not be joined or detached.
void checkJoinable(Control &C, const ProgramThread &Target) {
  ObjectId Id = C.engine().threads()[Target.Id].Self;
  if (Target.Joined)
    C.misuse(MisuseKind::JoinTwice, Id);
  if (Target.Detached)
    C.misuse(MisuseKind::JoinDetached, Id);
}

int join(Control &C, pthread_t Handle, void **Result, OpKind Kind,
         uint64_t Deadline, void *Caller) {
  Control::Scope Inside(C);
  ProgramThread *Target = C.find(Handle);
  if (!Target)
    return ESRCH;
  // As glibc: a thread that joins itself gets an answer (EDEADLK), which is
  // the program's to handle.
  if (Target->Id == C.self().Id)
    return EDEADLK;
  checkJoinable(C, *Target);
  Operation Op =
      C.operation(Kind, C.engine().threads()[Target->Id].Self, Caller);
  Op.Deadline = Deadline;
  if (!C.reach(Op)) {
    C.performed(Op, {.Value = ETIMEDOUT, .Flags = EventTimedOut});
    return ETIMEDOUT;
  }
  if (!Target->Finished) {
    C.performed(Op, {.Value = EBUSY, .Flags = EventFailed});
    return EBUSY;
  }
  checkJoinable(C, *Target);
  if (Result)
    *Result = Target->Result;
  Target->Joined = true;
  C.performed(Op, {.Changed = true});
  C.reclaim(*Target);
  return 0;
}

} // namespace

LOCKSTEP_INTERCEPT int pthread_join(pthread_t Handle, void **Result) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_join(Handle, Result);
  return join(*C, Handle, Result, OpKind::ThreadJoin, NoDeadline,
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_tryjoin_np(pthread_t Handle,
                                          void **Result) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_tryjoin_np(Handle, Result);
  return join(*C, Handle, Result, OpKind::ThreadTryJoin, NoDeadline,
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_timedjoin_np(pthread_t Handle, void **Result,
                                            const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_timedjoin_np(Handle, Result, Until);
  if (Until && !isValidTime(*Until))
    return EINVAL;
  return join(*C, Handle, Result, OpKind::ThreadJoin,
              deadlineOn(CLOCK_REALTIME, Until), __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_clockjoin_np(pthread_t Handle, void **Result,
                                            clockid_t Clock,
                                            const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_clockjoin_np(Handle, Result, Clock, Until);
  if ((Clock != CLOCK_REALTIME && Clock != CLOCK_MONOTONIC) ||
      (Until && !isValidTime(*Until)))
    return EINVAL;
  return join(*C, Handle, Result, OpKind::ThreadJoin, deadlineOn(Clock, Until),
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_detach(pthread_t Handle) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_detach(Handle);
  Control::Scope Inside(*C);
  ProgramThread *Target = C->find(Handle);
  if (!Target)
    return ESRCH;
  Operation Op =
      C->operation(OpKind::ThreadDetach, C->engine().threads()[Target->Id].Self,
                   __builtin_return_address(0));
  reachOrGoOn(*C, Op, sanitizerRuntime().WrapsDetach);
  checkJoinable(*C, *Target);
  Target->Detached = true;
  C->performed(Op, {.Changed = true});
  if (Target->Finished)
    C->reclaim(*Target);
  return 0;
}

LOCKSTEP_INTERCEPT void pthread_exit(void *Result) {
  Control *C = Control::here();
  if (!C)
    real().pthread_exit(Result);
  else
    exitThread(*C, Result);
  __builtin_unreachable();
}

//===----------------------------------------------------------------------===//
// Names, attributes, signals
//===----------------------------------------------------------------------===//

// The kernel keeps thread names by kernel thread; a borrowed thread has none in
// this process.

LOCKSTEP_INTERCEPT int pthread_setname_np(pthread_t Handle,
                                          const char *Name) noexcept {
  Control *C = Control::here();
  ProgramThread *Target = C ? C->find(Handle) : nullptr;
  if (!Target)
    return real().pthread_setname_np(Handle, Name);
  constexpr size_t MostCharacters = 15; // pthread_setname_np(3)
  if (strlen(Name) > MostCharacters)
    return ERANGE;
  Control::Scope Inside(*C);
  Target->Name = Name;
  return 0;
}

LOCKSTEP_INTERCEPT int pthread_getname_np(pthread_t Handle, char *Buffer,
                                          size_t Size) noexcept {
  Control *C = Control::here();
  ProgramThread *Target = C ? C->find(Handle) : nullptr;
  if (!Target || Target->Name.empty())
    return real().pthread_getname_np(Target ? C->threads()[0].Handle : Handle,
                                     Buffer, Size);
  if (Size <= Target->Name.size())
    return ERANGE;
  memcpy(Buffer, Target->Name.c_str(), Target->Name.size() + 1);
  return 0;
}

LOCKSTEP_INTERCEPT int pthread_getattr_np(pthread_t Handle,
                                          pthread_attr_t *Attributes) noexcept {
  int Result = real().pthread_getattr_np(Handle, Attributes);
  Control *C = Control::here();
  ProgramThread *Target = C && !Result ? C->find(Handle) : nullptr;
  if (!Target)
    return Result;
  pthread_attr_setdetachstate(Attributes, Target->Detached
                                              ? PTHREAD_CREATE_DETACHED
                                              : PTHREAD_CREATE_JOINABLE);
  // A thread that runs on a stack other than its lender's.
  if (Target->Borrowed && Target->StackLow != Target->Borrowed->StackLow)
    pthread_attr_setstack(Attributes,
                          reinterpret_cast<void *>(Target->StackLow),
                          Target->StackTop - Target->StackLow);
  return Result;
}

LOCKSTEP_INTERCEPT int pthread_cancel(pthread_t Handle) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cancel(Handle);
  // Cancellation is refused loudly rather than half done.
  Control::Scope Inside(*C);
  noteUncontrolled(*C, "pthread_cancel", __builtin_return_address(0));
  return ENOSYS;
}
