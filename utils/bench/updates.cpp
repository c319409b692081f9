//===- updates.cpp - A lost update late in a long schedule ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three threads that lock and count, for about 10,000 decisions. Late, two of
// them change a balance in two steps: what to shrink.
//
//===----------------------------------------------------------------------===//

#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

static std::mutex Lock;
static std::atomic<int> Work[3], Balance{1000};

static void work(int Self) {
  for (int I = 0; I < 830; ++I) {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      ++Work[Self];
    }
    ++Work[(Self + 1) % 3];
    if (I == 450 && Self != 2) {
      int Old = Balance.load();
      ++Work[Self];
      Balance.store(Old - 1);
    }
  }
}

int main() {
  std::thread A(work, 0), B(work, 1), C(work, 2);
  A.join();
  B.join();
  C.join();
  assert(Balance == 998);
}
