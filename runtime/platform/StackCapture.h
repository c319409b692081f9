//===- StackCapture.h - Call stacks and registers ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_STACKCAPTURE_H
#define LOCKSTEP_PLATFORM_STACKCAPTURE_H

#include <cstdint>

namespace lockstep {

/// Writes the return addresses of the calling thread to \p Frames, innermost
/// first, without those in the runtime itself and those above \p StackTop,
/// which depend on how the thread was made. \returns how many.
unsigned captureStack(uint64_t *Frames, unsigned Most, uintptr_t StackTop);

/// A hash of the callee-saved registers and the stack, from the innermost frame
/// outside the runtime up to \p StackTop: everything that the program's next
/// steps can depend on outside memory that hooks see. 0 when it cannot be had.
uint64_t fingerprintState(uintptr_t StackTop);

/// Whether \p Address lies in the runtime's own code.
bool isRuntimeCode(uint64_t Address);

} // namespace lockstep

#endif
