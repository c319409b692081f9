//===- FindingFields.h - What a finding is about, in a trace ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FIND: what a report says of a data race or a memory error and the other
// sections do not have. It comes behind RACE.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_FINDINGFIELDS_H
#define LOCKSTEP_TRACE_FINDINGFIELDS_H

#include "trace/Tables.h"

#include <algorithm>

namespace lockstep {

/// Whether there is anything to write.
inline bool hasFinding(const Trace &Of) {
  BlockUse Memory = Of.Memory;
  Memory.FreedAt = Memory.AllocatedAt = StackId();
  return !Of.Frames.empty() || !Of.Stacks.empty() || !Of.Holds.empty() ||
         Memory != BlockUse() ||
         std::any_of(Of.Accesses.begin(), Of.Accesses.end(),
                     [](const RaceAccess &Each) { return Each.Size != 0; });
}

template <class Fields, class T> void memoryFields(Fields &F, T &Memory) {
  F.number(Memory.BlockSize, "a block's size");
  F.number(Memory.Offset, "the offset in a block");
  F.number(Memory.AccessSize, "the size of an access");
  F.index(Memory.AllocatedBy.Value, "who allocated a block");
  F.index(Memory.FreedBy.Value, "who freed a block");
  F.number(Memory.FreedAfter, "the step of a free");
  F.number(Memory.FreeIsStep, "whether a free is a step");
}

/// FIND, as the functions in Tables.h.
template <class Fields, class T> void findingFields(Fields &F, T &Of) {
  F.list(Of.Frames, limits::MaxFrames, "the list of frames", [&](auto &Frame) {
    F.index(Frame.Outer, "a frame's caller");
    F.text(Frame.Function, "a frame's function");
    F.text(Frame.File, "a frame's file");
    F.number(Frame.Line, "a frame's line");
    F.number(Frame.Column, "a frame's column");
    F.text(Frame.Module, "a frame's module");
    F.number(Frame.Offset, "a frame's offset");
  });
  F.list(Of.Stacks, limits::MaxStacks, "the list of stacks", [&](auto &Stack) {
    F.enumerator(Stack.Role, StackRoleCount, "what a stack is of");
    F.number(Stack.Of, "whose a stack is");
    F.number(Stack.Frame, "a stack's innermost frame");
  });
  memoryFields(F, Of.Memory);
  for (auto &Access : Of.Accesses)
    F.number(Access.Size, "the size of an access that raced");
  F.list(Of.Holds, limits::MaxAccesses, "the list of annotated locks",
         [&](auto &Hold) {
           F.number(Hold.Access, "the access that a lock was held at");
           F.index(Hold.Lock.Value, "an annotated lock");
           F.index(Hold.Caller.Value, "where an annotated lock was taken");
           F.number(Hold.Shared, "whether an annotated lock is shared");
         });
}

} // namespace lockstep

#endif
