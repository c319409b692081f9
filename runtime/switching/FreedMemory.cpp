//===- FreedMemory.cpp - Memory errors of the running execution -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "switching/Control.h"

using namespace lockstep;

/// Whether performing \p Kind touches its object's memory. Who was woken need
/// not: by then the object may be gone, and destroying it was for whoever woke
/// to do. Waking by futex compares addresses.
static bool touchesMemory(OpKind Kind) {
  switch (Kind) {
  case OpKind::CondResume:
  case OpKind::BarrierResume:
  case OpKind::FutexResume:
  case OpKind::FutexWake:
    return false;
  default:
    break;
  }
  switch (operationObject(Kind)) {
  case ObjectKind::None:
  case ObjectKind::Thread:
  case ObjectKind::Queue:
  case ObjectKind::Clock:
    return false;
  default:
    return true;
  }
}

void Control::touchFreed(const Operation &Op) {
  if (!touchesMemory(Op.Kind))
    return;
  const FreedBlock *Block = Freed.find(Op.Address, Op.Size);
  if (!Block)
    return;
  OutcomeKind Kind = Block->IsStack            ? OutcomeKind::StackUseAfterExit
                     : Op.Kind == OpKind::Free ? OutcomeKind::DoubleFree
                                               : OutcomeKind::UseAfterFree;
  BlockUse What;
  What.BlockSize = Block->Wanted ? Block->Wanted : Block->Size;
  What.Offset = Op.Address - Block->Address;
  What.AccessSize = Op.Size;
  What.FreedBy = Block->FreedBy;
  What.FreedAt = Block->FreedAt;
  What.FreedAfter = Block->FreedAfter;
  What.FreeIsStep = Block->FreeIsStep;
  What.AllocatedBy = Block->AllocatedBy;
  What.AllocatedAt = Block->AllocatedAt;
  Watch.memoryError(What);
  Scheduler.fail(Kind, Op.Object, MisuseKind::None, Op.Site);
  Watch.executionEnded();
}

void Control::touchFreedAlone(Operation &Op) {
  if (!Freed.find(Op.Address, Op.Size))
    return;
  Op.Object = Scheduler.objectAt(Op.Address, operationObject(Op.Kind));
  Scheduler.announce(Op);
  touchFreed(Op);
}

void Control::allocated(const void *Block, uint64_t Size) {
  Heap.allocated({uint64_t(Block), Size, Running, Watch.stackHere()});
}

bool Control::keepFreed(const void *Block, uint64_t Size, bool IsStep) {
  FreedBlock Of;
  Of.Address = uint64_t(Block);
  Of.Size = Size;
  Of.FreedBy = Running;
  std::optional<Allocation> How;
  if (Recording)
    How = Heap.freed(Of.Address);
  if (!Freed.fits(Size))
    return false;
  if (Recording) {
    Of.FreedAt = Watch.stackHere();
    Of.FreedAfter = Watch.latestStep();
    Of.FreeIsStep = IsStep;
  }
  if (How) {
    Of.Wanted = How->Size;
    Of.AllocatedBy = How->By;
    Of.AllocatedAt = How->Where;
  }
  Freed.add(Of);
  return true;
}

void Control::keepStack(const ProgramThread &Over) {
  // The program may look at a stack that it made itself.
  if (!Over.StackLow || Over.StackIsPrograms)
    return;
  FreedBlock Stack;
  Stack.Address = Over.StackLow;
  Stack.Size = Over.StackTop - Over.StackLow;
  Stack.IsStack = true;
  Stack.FreedBy = Over.Id;
  Freed.addStack(Stack);
}

void Control::reclaim(ProgramThread &Over) {
  if (const ProgramThread *Gone = Switch.reclaim(Over))
    Freed.removeStacks(Gone->StackLow, Gone->StackTop - Gone->StackLow);
}
