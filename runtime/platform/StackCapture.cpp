//===- StackCapture.cpp - Call stacks and registers -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/StackCapture.h"

#include "base/Hash.h"

#include <string_view>
#include <unwind.h>

using namespace lockstep;

// The linker's marks around this library's code.
extern "C" const char __ehdr_start[] __attribute__((visibility("hidden")));
extern "C" const char etext[] __attribute__((visibility("hidden")));

bool lockstep::isRuntimeCode(uint64_t Address) {
  return Address >= uint64_t(__ehdr_start) && Address <= uint64_t(etext);
}

namespace {
struct Capture {
  uint64_t *Frames;
  unsigned Most;
  uintptr_t StackTop;
  unsigned Count = 0;
};

struct Innermost {
  uint64_t Registers[6] = {};
  uintptr_t StackPointer = 0;
};
} // namespace

unsigned lockstep::captureStack(uint64_t *Frames, unsigned Most,
                                uintptr_t StackTop) {
  Capture Into{Frames, Most, StackTop};
  _Unwind_Backtrace(
      [](_Unwind_Context *Frame, void *Argument) {
        auto &Into = *static_cast<Capture *>(Argument);
        // Where a signal interrupted, the address is that of the instruction;
        // everywhere else, of the one after the call.
        int IsInstruction = 0;
        uint64_t Address = _Unwind_GetIPInfo(Frame, &IsInstruction);
        if (Address && IsInstruction)
          ++Address;
        // A signal handler's own stack may lie anywhere else.
        constexpr uintptr_t FarAbove = 1 << 16;
        if (!Address || Into.Count == Into.Most ||
            _Unwind_GetCFA(Frame) - Into.StackTop < FarAbove)
          return _URC_END_OF_STACK;
        if (!isRuntimeCode(Address))
          Into.Frames[Into.Count++] = Address;
        return _URC_NO_REASON;
      },
      &Into);
  return Into.Count;
}

uint64_t lockstep::fingerprintState(uintptr_t StackTop) {
  Innermost Found;
  _Unwind_Backtrace(
      [](_Unwind_Context *Frame, void *Argument) {
        if (isRuntimeCode(_Unwind_GetIP(Frame)))
          return _URC_NO_REASON;
        // rbx, rbp, r12 to r15 in DWARF's numbering for x86-64. This frame's
        // stack ends where the frame that it called began.
        constexpr int CalleeSaved[] = {3, 6, 12, 13, 14, 15};
        auto &Found = *static_cast<Innermost *>(Argument);
        for (unsigned I = 0; I < 6; ++I)
          Found.Registers[I] = _Unwind_GetGR(Frame, CalleeSaved[I]);
        Found.StackPointer = _Unwind_GetCFA(Frame);
        return _URC_END_OF_STACK;
      },
      &Found);
  if (!Found.StackPointer || Found.StackPointer >= StackTop)
    return 0;
  auto Bytes = [](const void *From, uint64_t Size) {
    return std::string_view(static_cast<const char *>(From), Size);
  };
  uint64_t Print = hash64(Bytes(Found.Registers, sizeof Found.Registers));
  return Print ^ hash64(Bytes(reinterpret_cast<void *>(Found.StackPointer),
                              StackTop - Found.StackPointer));
}
