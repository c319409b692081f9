//===- Loader.cpp - dlopen and its kin ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loader runs constructors and destructors while it holds a lock, which is
// recursive and for which no other thread waits under our control. A mutex of
// the model stands for it: who calls the loader meanwhile waits there.
//
// The loader also takes its lock where we are not asked: for the first
// thread_local of a library, say. So a thread that is inside it goes on before
// all others as long as it can, and others run only where a constructor waits
// for them. The same holds while dl_iterate_phdr calls the program, for which
// the loader has another lock.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Loader.h"

#include "interceptors/Intercept.h"
#include "platform/LibraryNames.h"

using namespace lockstep;

/// Has an address, no more.
static constinit char LoaderLock = 0;

uint64_t lockstep::loaderLockAddress() { return uint64_t(&LoaderLock); }

namespace {

ObjectId modelOf(Control &C) {
  ObjectId Id = C.objectAt(&LoaderLock, ObjectKind::Mutex);
  C.object(Id).Recursive = true;
  return Id;
}

/// The current thread, which is under control, is inside the loader.
class InsideLoader {
public:
  InsideLoader(Control &C, void *Caller) : C(C), Caller(Caller) {
    act(OpKind::MutexLock);
    C.engine().setForemost(C.self().Id);
  }
  ~InsideLoader() {
    act(OpKind::MutexUnlock);
    if (!C.object(modelOf(C)).Holder.isValid())
      C.engine().setForemost(ThreadId());
  }
  InsideLoader(const InsideLoader &) = delete;

private:
  void act(OpKind Kind) {
    Control::Scope Inside(C);
    Operation Op = C.operation(Kind, modelOf(C), Caller);
    C.reach(Op);
    C.performed(Op, {.Changed = true});
  }

  Control &C;
  void *Caller;
};

/// Makes the call of the loader; what it runs is the program's.
template <class Calling> auto inLoader(Calling Call, void *Caller) {
  Control *C = Control::here();
  if (!C)
    return Call();
  InsideLoader Inside(*C, Caller);
  return Call();
}

/// Calls \p Open with what \p Name means to the \p Caller.
template <class Opening>
void *openFor(const char *Name, void *Caller, Opening Open) {
  if (!Name) // the executable
    return inLoader([&] { return Open(Name); }, Caller);
  std::string Meant;
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    Meant = libraryMeantBy(Caller, Name);
  } else {
    Meant = libraryMeantBy(Caller, Name);
  }
  return inLoader([&] { return Open(Meant.c_str()); }, Caller);
}

} // namespace

LOCKSTEP_INTERCEPT void *dlopen(const char *Name, int Mode) noexcept {
  return openFor(Name, __builtin_return_address(0), [Mode](const char *Meant) {
    return real().dlopen(Meant, Mode);
  });
}

LOCKSTEP_INTERCEPT void *dlmopen(Lmid_t Space, const char *Name,
                                 int Mode) noexcept {
  return openFor(Name, __builtin_return_address(0),
                 [Space, Mode](const char *Meant) {
                   return real().dlmopen(Space, Meant, Mode);
                 });
}

LOCKSTEP_INTERCEPT int dlclose(void *Handle) noexcept {
  return inLoader([Handle] { return real().dlclose(Handle); },
                  __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
dl_iterate_phdr(int (*Visit)(dl_phdr_info *, size_t, void *), void *Argument) {
  Control *C = Control::here();
  if (!C)
    return real().dl_iterate_phdr(Visit, Argument);
  Engine &Scheduler = C->engine();
  ThreadId Self = C->self().Id, Before = Scheduler.foremost();
  Scheduler.setForemost(Self);
  int Result = real().dl_iterate_phdr(Visit, Argument);
  if (Scheduler.foremost() == Self)
    Scheduler.setForemost(Before);
  return Result;
}

//===----------------------------------------------------------------------===//
// dlsym
//===----------------------------------------------------------------------===//

/// Waits until no other thread is inside the loader, which would block us. Else
/// dlsym is no scheduling point. \returns the C library's dlsym; not from the
/// table of real functions, which is filled by this one.
extern "C" __attribute__((visibility("hidden"), used)) void *
lockstepBeforeDlsym(void *Caller) {
  static constinit void *Real = nullptr;
  if (!Real)
    Real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
  Control *C = Control::here();
  if (!C || !C->engine().foremost().isValid())
    return Real;
  ThreadId Inside = C->object(modelOf(*C)).Holder;
  if (Inside.isValid() && Inside != C->self().Id)
    InsideLoader Wait(*C, Caller);
  return Real;
}

LOCKSTEP_INTERCEPT void *dlsym(void *Handle, const char *Name) noexcept;

// What RTLD_NEXT means depends on who calls: the C library must find the
// program's return address.
asm(R"(
  .text
  .p2align 4
  .globl dlsym
  .type dlsym, @function
dlsym:
  .cfi_startproc
  pushq %rdi
  .cfi_adjust_cfa_offset 8
  pushq %rsi
  .cfi_adjust_cfa_offset 8
  subq $8, %rsp
  .cfi_adjust_cfa_offset 8
  movq 24(%rsp), %rdi
  call lockstepBeforeDlsym
  addq $8, %rsp
  .cfi_adjust_cfa_offset -8
  popq %rsi
  .cfi_adjust_cfa_offset -8
  popq %rdi
  .cfi_adjust_cfa_offset -8
  jmp *%rax
  .cfi_endproc
  .size dlsym, .-dlsym
)");
