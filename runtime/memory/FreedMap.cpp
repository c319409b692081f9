//===- FreedMap.cpp - Memory that nobody may access any more --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/FreedMap.h"

#include <algorithm>

using namespace lockstep;

/// Calls \p Do for the words that hold the bits \p First to \p Last, with the
/// number of the page, the index of the word in it and a mask, until one call
/// returns true. \returns whether one did.
template <class Callable>
bool FreedMap::anyWord(uint64_t First, uint64_t Last, Callable Do) {
  for (uint64_t Word = First / 64; Word <= Last / 64; ++Word) {
    uint64_t Mask = ~uint64_t(0);
    if (Word == First / 64)
      Mask &= ~uint64_t(0) << (First % 64);
    if (Word == Last / 64)
      Mask &= ~uint64_t(0) >> (63 - Last % 64);
    if (Do(Word >> (PageBits - 6), Word % (PageGranules / 64), Mask))
      return true;
  }
  return false;
}

bool FreedMap::anyBit(uint64_t First, uint64_t Last) const {
  return anyWord(First, Last,
                 [this](uint64_t Number, uint64_t Index, uint64_t Mask) {
                   const Page *In = Pages.find(Number);
                   return In && (In->Words[Index] & Mask) != 0;
                 });
}

void FreedMap::mark(const FreedBlock &Block, bool Freed) {
  uint64_t Last = (Block.Address + Block.Size - 1) >> GranuleBits;
  uint64_t Known = ~uint64_t(0);
  Page *Where = nullptr;
  anyWord(Block.Address >> GranuleBits, Last,
          [&](uint64_t Number, uint64_t Index, uint64_t Mask) {
            if (Number != Known) {
              Where = &Pages.get(Number);
              Known = Number;
            }
            if (Freed)
              Where->Words[Index] |= Mask;
            else
              Where->Words[Index] &= ~Mask;
            return false;
          });
}

void FreedMap::add(const FreedBlock &Block) {
  Blocks.push_back(Block);
  Kept += Block.Size + Overhead;
  mark(Block, true);
}

uint64_t FreedMap::evict() {
  if (Kept <= Capacity)
    return 0;
  FreedBlock Oldest = Blocks.front();
  Blocks.pop_front();
  Kept -= Oldest.Size + Overhead;
  mark(Oldest, false);
  return Oldest.Address;
}

void FreedMap::addStack(const FreedBlock &Stack) {
  uint64_t End = Stack.Address + Stack.Size;
  if (Stacks.empty()) {
    StackLow = Stack.Address;
    StackSpan = Stack.Size;
  } else {
    End = std::max(End, StackLow + StackSpan);
    StackLow = std::min(StackLow, Stack.Address);
    StackSpan = End - StackLow;
  }
  Stacks.push_back(Stack);
}

void FreedMap::removeStacks(uint64_t Address, uint64_t Size) {
  std::erase_if(Stacks, [=](const FreedBlock &Stack) {
    return Stack.overlaps(Address, Size);
  });
  if (Stacks.empty())
    StackSpan = 0;
}

const FreedBlock *FreedMap::find(uint64_t Address, uint64_t Size) const {
  Size = std::max<uint64_t>(Size, 1);
  auto Has = [=](const FreedBlock &Block) {
    return Block.overlaps(Address, Size);
  };
  auto Stack = std::find_if(Stacks.begin(), Stacks.end(), Has);
  if (Stack != Stacks.end())
    return &*Stack;
  auto Block = std::find_if(Blocks.begin(), Blocks.end(), Has);
  return Block != Blocks.end() ? &*Block : nullptr;
}
