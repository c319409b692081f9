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
  case ObjectKind::Descriptor:
    return false;
  default:
    return true;
  }
}

bool Control::isOutOfSight(OpKind Kind) {
  switch (Kind) {
  case OpKind::AtomicLoad:
  case OpKind::AtomicStore:
  case OpKind::AtomicRmw:
  case OpKind::AtomicCas:
    return true;
  default:
    return touchesMemory(Kind) && operationObject(Kind) != ObjectKind::Memory;
  }
}

static BlockUse useOf(const FreedBlock &Block, uint64_t Address,
                      uint32_t Size) {
  BlockUse What;
  What.BlockSize = Block.Wanted ? Block.Wanted : Block.Size;
  What.Offset = Address - Block.Address;
  What.AccessSize = Size;
  What.FreedBy = Block.FreedBy;
  What.FreedAt = Block.FreedAt;
  What.FreedAfter = Block.FreedAfter;
  What.FreeIsStep = Block.FreeIsStep;
  What.AllocatedBy = Block.AllocatedBy;
  What.AllocatedAt = Block.AllocatedAt;
  return What;
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
  Watch.memoryError(useOf(*Block, Op.Address, Op.Size));
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

//===----------------------------------------------------------------------===//
// Freeing what is no block
//===----------------------------------------------------------------------===//

ThreadId Control::stackOwner(uint64_t Address) const {
  // The main thread's may grow; so much of it is there.
  constexpr uint64_t MainStack = 1 << 20;
  for (const ProgramThread &Each : Threads) {
    uint64_t Low = Each.StackLow ? Each.StackLow : Each.StackTop - MainStack;
    if (!Each.Finished && !Each.StackIsPrograms && Each.StackTop &&
        Address >= Low && Address < Each.StackTop)
      return Each.Id;
  }
  return ThreadId();
}

/// What is known of the memory around \p Address.
BlockUse Control::nearestBlock(uint64_t Address) const {
  constexpr uint64_t Near = 4096;
  if (const FreedBlock *Kept = Freed.find(Address, 1); Kept && !Kept->IsStack)
    return useOf(*Kept, Address, 0);
  BlockUse What;
  What.FreedBy = stackOwner(Address);
  if (What.FreedBy.isValid())
    return What;
  const Allocation *Before = Heap.before(Address);
  if (const FreedBlock *Gone = Heap.gone(Address); Gone && !Heap.find(Address))
    return useOf(*Gone, Address, 0);
  if (!Before || Address - Before->Address > Before->Size + Near)
    return What;
  What.BlockSize = Before->Size;
  What.Offset = Address - Before->Address;
  What.AllocatedBy = Before->By;
  What.AllocatedAt = Before->Where;
  return What;
}

void Control::freeWrongly(Operation &Op) {
  Watch.memoryError(nearestBlock(Op.Address));
  Op.Object = Scheduler.objectAt(Op.Address, ObjectKind::Memory);
  Scheduler.announce(Op);
  Scheduler.fail(OutcomeKind::InvalidFree, Op.Object, MisuseKind::None,
                 Op.Site);
  Watch.executionEnded();
  __builtin_unreachable(); // GCC asks the implementation, not the interface
}

//===----------------------------------------------------------------------===//
// What is given out and taken back
//===----------------------------------------------------------------------===//

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
  if (Recording)
    Heap.keep(Of);
  if (!Freed.fits(Size))
    return false;
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
