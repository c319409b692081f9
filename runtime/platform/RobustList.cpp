//===- RobustList.cpp - Mutexes that a thread leaves behind ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/RobustList.h"

#include "platform/Kernel.h"

#include <cstddef>
#include <cstdint>
#include <linux/futex.h>

using namespace lockstep;

void *lockstep::robustListHead() {
  robust_list_head *Head = nullptr;
  size_t Size = 0;
  return kernelCall(SYS_get_robust_list, 0, long(&Head), long(&Size)) == 0
             ? Head
             : nullptr;
}

std::vector<void *> lockstep::abandonRobustMutexes(void *List) {
  std::vector<void *> Left;
  auto *Head = static_cast<robust_list_head *>(List);
  if (!Head || !Head->list.next)
    return Left;
  // The low bit of a link marks a mutex with priority inheritance.
  auto Follow = [](robust_list *Link) {
    return reinterpret_cast<robust_list *>(uintptr_t(Link) & ~uintptr_t(1));
  };
  for (robust_list *Entry = Follow(Head->list.next); Entry != &Head->list;
       Entry = Follow(Entry->next)) {
    // The futex word, which is the first member of pthread_mutex_t.
    auto *Word = reinterpret_cast<uint32_t *>(reinterpret_cast<char *>(Entry) +
                                              Head->futex_offset);
    *Word = (*Word & FUTEX_WAITERS) | FUTEX_OWNER_DIED;
    Left.push_back(Word);
  }
  Head->list.next = &Head->list;
  return Left;
}
