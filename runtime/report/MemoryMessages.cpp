//===- MemoryMessages.cpp - What reports of memory errors say -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Messages.h"
#include "report/Text.h"

namespace lockstep::messages {

Text headMemory(OutcomeKind Kind, const Text &Thread, const Text &Other) {
  switch (Kind) {
  case OutcomeKind::DoubleFree:
    return Thread + " frees memory that " + (Thread == Other ? "it" : Other) +
           " has freed before";
  case OutcomeKind::InvalidFree:
    return Thread + " frees what is no block of the heap";
  case OutcomeKind::StackUseAfterExit:
    return Thread + " uses the stack of " + Other + ", which has finished";
  default:
    return Thread + " uses memory that " + (Thread == Other ? "it" : Other) +
           " has freed";
  }
}
Text memoryAccess(const Text &Thread, OpKind Kind, uint64_t Size,
                  const Text &Place) {
  Text Line = Thread + ": " + operationText(Kind);
  if (Size && Kind != OpKind::Free)
    Line += ", " + countText(Size, "byte") + ",";
  return Line + " at " + Place;
}
Text memoryBlock(uint64_t Offset, uint64_t BlockSize) {
  Text Block = "a block of " + countText(BlockSize, "byte");
  if (BlockSize && Offset == BlockSize)
    return "right behind the end of " + Block;
  if (Offset > BlockSize)
    return countText(Offset - BlockSize, "byte") + " behind the end of " +
           Block;
  return Offset ? countText(Offset, "byte") + " behind the begin of " + Block
                : "at the begin of " + Block;
}
Text memoryFreed(const Text &Thread, uint64_t Step, const Text &Place) {
  return "freed by " + Thread + " behind step " + std::to_string(Step) +
         ", at " + Place;
}
Text memoryAllocated(const Text &Thread, const Text &Place) {
  return "allocated by " + Thread + " at " + Place;
}
Text memoryMeaning(OutcomeKind Kind) {
  switch (Kind) {
  case OutcomeKind::DoubleFree:
    return "Each of them took it for the last who uses the memory. Decide who "
           "frees it in one step, under a lock or by an atomic exchange.";
  case OutcomeKind::InvalidFree:
    return "Only what malloc and its like gave can be freed, by the same "
           "pointer, and once. Or something wrote in front of the block or "
           "behind it, where the C library notes how large it is.";
  case OutcomeKind::StackUseAfterExit:
    return "The variables of a thread end with it. Join the thread after the "
           "last use of them, or keep them elsewhere.";
  default:
    return "Nothing kept the memory alive until its last use. Wait for those "
           "who use it before it is freed, or count who does.";
  }
}
Text memoryOnStack(const Text &Thread) { return "on the stack of " + Thread; }
Text memoryNamed(const Text &Name) { return "it is " + Name; }
Text stackOfMemoryAccess(OutcomeKind Kind, const Text &Thread) {
  if (Kind == OutcomeKind::InvalidFree)
    return Thread + " frees it:";
  return Thread +
         (Kind == OutcomeKind::DoubleFree ? " frees it again:" : " uses it:");
}
Text stackOfFree(const Text &Thread) { return Thread + " freed it:"; }
Text stackOfAllocation(const Text &Thread) { return Thread + " allocated it:"; }

} // namespace lockstep::messages
