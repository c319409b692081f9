//===- Once.cpp - pthread_once, call_once ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The real pthread_once calls the routine: it sets the flag for those whom we
// do not control, and takes it back when the routine throws or its thread
// exits. The model lets only one thread at a time get there, so that it never
// blocks. Who comes again from inside the routine waits for itself, and is told
// so.
//
// When the routine is left by unwinding, the model must hear of it. A C++
// cleanup would need the personality routine of the C++ library that throws,
// and ours is linked in statically: the two do not mix. Hence a frame with a
// personality routine of its own, which looks at nothing that belongs to
// either.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

#include <unwind.h>

using namespace lockstep;

namespace {

/// glibc's flag (nptl/pthreadP.h, __PTHREAD_ONCE_DONE).
constexpr int Done = 2;

/// \returns whether this thread shall call the routine. \p Id becomes the model
/// of \p Flag.
bool begin(Control &C, pthread_once_t *Flag, ObjectId &Id, void *Caller) {
  Control::Scope Inside(C);
  Id = C.objectAt(Flag, ObjectKind::Once);
  Operation Op = C.operation(OpKind::OnceBegin, Id, Caller);
  C.reach(Op);
  bool First = !(*Flag & Done);
  C.performed(Op, {.Value = First, .Flags = EventHasValue, .Changed = First});
  return First;
}

/// A call under way; lives in the frame of callOnce.
struct Call {
  Control &C;
  ObjectId Id;
  void *Caller;
  Call *Outer;
};

/// The calls of the current thread that are under way.
constinit thread_local Call *Innermost
    __attribute__((tls_model("initial-exec"))) = nullptr;

/// Ends the innermost call of the current thread in the model.
void endCall() {
  Call Over = *Innermost;
  Innermost = Over.Outer;
  Control::Scope Inside(Over.C);
  Operation Op = Over.C.operation(OpKind::OnceEnd, Over.Id, Over.Caller);
  Over.C.reach(Op);
  Over.C.performed(Op, {.Changed = true});
}

} // namespace

/// The unwinder comes by the frame of lockstepCallWatched: first it looks for
/// who catches, then it leaves the frames.
extern "C" __attribute__((visibility("hidden"), used)) _Unwind_Reason_Code
lockstepOncePersonality(int, _Unwind_Action Actions, _Unwind_Exception_Class,
                        _Unwind_Exception *, _Unwind_Context *) {
  // A kernel thread that ends is unwound once more (ThreadExit.cpp); by then no
  // call is under way.
  if ((Actions & _UA_CLEANUP_PHASE) && Innermost)
    endCall();
  return _URC_CONTINUE_UNWIND;
}

/// Calls Function(Flag, Routine) from a frame that lockstepOncePersonality
/// watches over.
extern "C" __attribute__((visibility("hidden"))) int
lockstepCallWatched(pthread_once_t *Flag, void (*Routine)(),
                    int (*Function)(pthread_once_t *, void (*)()));
asm(R"(
  .text
  .p2align 4
  .hidden lockstepCallWatched
  .globl lockstepCallWatched
  .type lockstepCallWatched, @function
lockstepCallWatched:
  .cfi_startproc
  .cfi_personality 0x1b, lockstepOncePersonality
  pushq %rbp
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  movq %rsp, %rbp
  .cfi_def_cfa_register %rbp
  call *%rdx
  popq %rbp
  .cfi_def_cfa %rsp, 8
  ret
  .cfi_endproc
  .size lockstepCallWatched, .-lockstepCallWatched
)");

/// As pthread_once. What the routine throws goes through.
static int callOnce(Control &C, pthread_once_t *Flag, void (*Routine)(),
                    void *Caller) {
  ObjectId Id;
  if (!begin(C, Flag, Id, Caller))
    return 0;
  Call Current{C, Id, Caller, Innermost};
  Innermost = &Current;
  int Result = lockstepCallWatched(Flag, Routine, real().pthread_once);
  endCall();
  return Result;
}

LOCKSTEP_INTERCEPT int pthread_once(pthread_once_t *Flag, void (*Routine)()) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_once(Flag, Routine);
  return callOnce(*C, Flag, Routine, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT void call_once(once_flag *Flag, void (*Routine)()) {
  Control *C = Control::here();
  if (!C) {
    real().call_once(Flag, Routine);
    return;
  }
  // glibc's once_flag is a pthread_once_t in other clothes (call_once.c).
  static_assert(sizeof *Flag == sizeof(pthread_once_t));
  callOnce(*C, reinterpret_cast<pthread_once_t *>(Flag), Routine,
           __builtin_return_address(0));
}
