//===- ThreadExit.cpp - pthread_exit and cleanup handlers -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// glibc unwinds to a buffer in its start_thread and lets the kernel thread end
// there. A borrowed thread must end in our code instead: the same forced
// unwinding, with a stop function of ours.
//
// C code compiled without -fexceptions registers its cleanup handlers by
// pthread_cleanup_push, which expands to calls of the functions below and a
// jump buffer in the pushing frame (<pthread.h>).
//
//===----------------------------------------------------------------------===//

#include "interceptors/ThreadExit.h"

#include "interceptors/Intercept.h"

#include <csetjmp>
#include <cstring>
#include <dlfcn.h>
#include <unordered_map>
#include <unwind.h>
#include <vector>

using namespace lockstep;

namespace {

struct Exit {
  _Unwind_Exception Exception{};
  void *Result = nullptr;
  uintptr_t StackTop = 0;
};

/// By thread: the cleanup buffers pushed and not yet popped, innermost last,
/// and the exit under way.
struct CleanupState {
  std::vector<__pthread_unwind_buf_t *> Buffers;
  Exit Leaving;
};

std::unordered_map<uint32_t, CleanupState> &states() {
  static auto *Map = new std::unordered_map<uint32_t, CleanupState>;
  return *Map;
}

CleanupState &stateOf(Control &C) { return states()[C.self().Id.Value]; }

[[noreturn]] void finishHere(Control &C, void *Result) {
  Control::Scope Inside(C);
  C.finish(Result);
  // Under ThreadSwitcher the kernel thread now ends; nothing of the program is
  // left to run on it.
  for (;;)
    real().pthread_exit(Result);
}

/// Called before each frame is unwound, with the runtime passing through.
_Unwind_Reason_Code stop(int, _Unwind_Action Actions, _Unwind_Exception_Class,
                         _Unwind_Exception *, _Unwind_Context *Frame,
                         void *Argument) {
  auto &State = *static_cast<CleanupState *>(Argument);
  uintptr_t Cfa = _Unwind_GetCFA(Frame);
  if (!State.Buffers.empty() &&
      (uintptr_t(State.Buffers.back()) < Cfa || (Actions & _UA_END_OF_STACK))) {
    __pthread_unwind_buf_t *Buffer = State.Buffers.back();
    State.Buffers.pop_back();
    // Runs the handler, which ends in __pthread_unwind_next.
    siglongjmp(reinterpret_cast<__jmp_buf_tag *>(Buffer), 1);
  }
  if ((Actions & _UA_END_OF_STACK) || Cfa >= State.Leaving.StackTop)
    finishHere(*Control::active(), State.Leaving.Result);
  return _URC_NO_REASON;
}

using ForcedUnwind = _Unwind_Reason_Code (*)(_Unwind_Exception *,
                                             _Unwind_Stop_Fn, void *);

/// The program's unwinder, not ours: personality routines and contexts must
/// come from one library.
ForcedUnwind forcedUnwind() {
  static const ForcedUnwind Found = [] {
    void *Symbol = dlsym(RTLD_DEFAULT, "_Unwind_ForcedUnwind");
    if (!Symbol)
      if (void *Library = dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_LOCAL))
        Symbol = dlsym(Library, "_Unwind_ForcedUnwind");
    return reinterpret_cast<ForcedUnwind>(Symbol);
  }();
  return Found;
}

[[noreturn]] void unwind(Control &C, CleanupState &State) {
  if (ForcedUnwind Unwind = forcedUnwind())
    Unwind(&State.Leaving.Exception, stop, &State);
  // No unwinder: nothing to run but the thread's end.
  finishHere(C, State.Leaving.Result);
}

} // namespace

void lockstep::exitThread(Control &C, void *Result) {
  CleanupState *State;
  {
    Control::Scope Inside(C);
    State = &stateOf(C);
    State->Leaving = {};
    // "FORCED\0\0", as glibc names it; catch (...) must rethrow.
    memcpy(&State->Leaving.Exception.exception_class, "FORCED\0\0", 8);
    State->Leaving.Result = Result;
    State->Leaving.StackTop = C.self().StackTop;
  }
  unwind(C, *State);
}

LOCKSTEP_INTERCEPT void
__pthread_register_cancel(__pthread_unwind_buf_t *Buffer) {
  Control *C = Control::here();
  if (!C) {
    using Register = void (*)(__pthread_unwind_buf_t *);
    static const auto Real = reinterpret_cast<Register>(
        dlsym(RTLD_NEXT, "__pthread_register_cancel"));
    Real(Buffer);
    return;
  }
  Control::Scope Inside(*C);
  stateOf(*C).Buffers.push_back(Buffer);
}

LOCKSTEP_INTERCEPT void
__pthread_unregister_cancel(__pthread_unwind_buf_t *Buffer) {
  Control *C = Control::here();
  if (!C) {
    using Unregister = void (*)(__pthread_unwind_buf_t *);
    static const auto Real = reinterpret_cast<Unregister>(
        dlsym(RTLD_NEXT, "__pthread_unregister_cancel"));
    Real(Buffer);
    return;
  }
  Control::Scope Inside(*C);
  std::erase(stateOf(*C).Buffers, Buffer);
}

LOCKSTEP_INTERCEPT void __pthread_unwind_next(__pthread_unwind_buf_t *Buffer) {
  Control *C = Control::here();
  if (!C) {
    using Next = void (*)(__pthread_unwind_buf_t *);
    static const auto Real =
        reinterpret_cast<Next>(dlsym(RTLD_NEXT, "__pthread_unwind_next"));
    Real(Buffer);
    __builtin_unreachable();
  }
  unwind(*C, stateOf(*C));
}
