//===- FiberSwitcher.cpp - Threads as fibers of one kernel thread ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "switching/FiberSwitcher.h"

#include "base/Check.h"
#include "platform/Kernel.h"

#include <asm/prctl.h>
#include <cerrno>
#include <sys/mman.h>

using namespace lockstep;

// Saves what the System V ABI wants kept over a call: the callee-saved
// registers and the control words of SSE and x87. The new stack was left by the
// same code, or was laid out alike by prepare().
//   rdi  where to store the old stack pointer
//   rsi  the new stack pointer
//   rdx  the new FS base
asm(R"(
  .text
  .p2align 4
  .hidden lockstepSwitchStack
  .type lockstepSwitchStack, @function
lockstepSwitchStack:
  .cfi_startproc
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  stmxcsr (%rsp)
  fnstcw 4(%rsp)
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  wrfsbase %rdx
  ldmxcsr (%rsp)
  fldcw 4(%rsp)
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .cfi_endproc
  .size lockstepSwitchStack, . - lockstepSwitchStack

  .p2align 4
  .hidden lockstepSwitchStackBySystemCall
  .type lockstepSwitchStackBySystemCall, @function
lockstepSwitchStackBySystemCall:
  .cfi_startproc
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  stmxcsr (%rsp)
  fnstcw 4(%rsp)
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  movl $158, %eax       /* SYS_arch_prctl */
  movl $0x1002, %edi    /* ARCH_SET_FS */
  movq %rdx, %rsi
  syscall
  ldmxcsr (%rsp)
  fldcw 4(%rsp)
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .cfi_endproc
  .size lockstepSwitchStackBySystemCall, . - lockstepSwitchStackBySystemCall

  .p2align 4
  .hidden lockstepFiberStart
  .type lockstepFiberStart, @function
lockstepFiberStart:
  .cfi_startproc
  .cfi_undefined rip    /* unwinding ends here */
  movq %rbx, %rdi
  call *%r12
  ud2
  .cfi_endproc
  .size lockstepFiberStart, . - lockstepFiberStart
)");

extern "C" {
void lockstepSwitchStack(void **Save, void *Load, void *FsBase);
void lockstepSwitchStackBySystemCall(void **Save, void *Load, void *FsBase);
void lockstepFiberStart();
}

FiberSwitcher::FiberSwitcher(ThreadPool &Pool, bool UseFsGsBase,
                             void (*PoolIsEmpty)(uint32_t))
    : Pool(Pool), UseFsGsBase(UseFsGsBase), PoolIsEmpty(PoolIsEmpty) {}

/// The stack that the program asked for: its own memory, or a larger one than
/// the pool's. \returns false when there is no memory for it.
bool FiberSwitcher::chooseStack(ProgramThread &New,
                                const pthread_attr_t *Attributes) {
  New.StackLow = New.Borrowed->StackLow;
  New.StackTop = New.Borrowed->StackTop;
  if (!Attributes)
    return true;
  // glibc has no call that tells whether a stack was set; where none was, its
  // upper end is null.
  void *Address = nullptr;
  size_t Size = 0;
  if (!pthread_attr_getstack(Attributes, &Address, &Size) &&
      uintptr_t(Address) + Size != 0) {
    New.StackLow = uintptr_t(Address);
    New.StackTop = (uintptr_t(Address) + Size) & ~15ul;
    New.StackIsPrograms = true;
    return true;
  }
  if (pthread_attr_getstacksize(Attributes, &Size) ||
      Size <= New.StackTop - New.StackLow + 65536)
    return true;
  constexpr size_t Guard = 4096;
  long Map = kernelCall(SYS_mmap, 0, long(Size + Guard), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK,
                        -1, 0);
  if (Map < 0)
    return false;
  kernelCall(SYS_mprotect, Map, Guard, PROT_NONE);
  New.OwnStack = reinterpret_cast<void *>(Map);
  New.OwnStackSize = Size + Guard;
  New.StackLow = uintptr_t(Map) + Guard;
  New.StackTop = (uintptr_t(Map) + Guard + Size) & ~15ul;
  return true;
}

int FiberSwitcher::prepare(ProgramThread &New, const pthread_attr_t *Attributes,
                           Entry Begin) {
  New.Borrowed = Pool.take();
  if (!New.Borrowed) {
    PoolIsEmpty(Pool.size());
    return EAGAIN;
  }
  if (!chooseStack(New, Attributes)) {
    New.Borrowed->InUse = false;
    return EAGAIN;
  }
  New.Handle = New.Borrowed->Handle;
  New.ThreadPointer = New.Borrowed->ThreadPointer;
  New.RobustList = New.Borrowed->RobustList;

  // As lockstepSwitchStack leaves a stack: control words, r15 to rbp, return
  // address. The entry finds its argument in rbx and its target in r12.
  auto *Top = reinterpret_cast<uint64_t *>(New.StackTop);
  *--Top = 0; // keeps the stack aligned at the call in lockstepFiberStart
  *--Top = 0;
  *--Top = reinterpret_cast<uint64_t>(lockstepFiberStart);
  *--Top = 0;                                 // rbp: ends frame-pointer chains
  *--Top = reinterpret_cast<uint64_t>(&New);  // rbx
  *--Top = reinterpret_cast<uint64_t>(Begin); // r12
  for (int I = 0; I < 3; ++I)
    *--Top = 0; // r13, r14, r15
  *--Top = 0;
  // A new thread inherits its creator's floating-point environment.
  asm volatile("stmxcsr (%0)\n\tfnstcw 4(%0)" : : "r"(Top) : "memory");
  New.SavedStack = Top;
  return 0;
}

void FiberSwitcher::switchTo(ProgramThread &From, ProgramThread &To) {
  if (UseFsGsBase) [[likely]]
    lockstepSwitchStack(&From.SavedStack, To.SavedStack, To.ThreadPointer);
  else
    lockstepSwitchStackBySystemCall(&From.SavedStack, To.SavedStack,
                                    To.ThreadPointer);
}

void FiberSwitcher::leaveTo(ProgramThread &From, ProgramThread &To) {
  switchTo(From, To);
  LOCKSTEP_CHECK(!"a thread that was left ran again");
}

ProgramThread *FiberSwitcher::reclaim(ProgramThread &Over) {
  if (!Over.Borrowed)
    return nullptr;
  ProgramThread *Gone = Over.OwnStack ? &Over : nullptr;
  if (Gone)
    kernelCall(SYS_munmap, long(Over.OwnStack), long(Over.OwnStackSize));
  Over.OwnStack = nullptr;
  Over.Borrowed->Used = true;
  Over.Borrowed->InUse = false;
  Over.Borrowed = nullptr;
  return Gone;
}
