//===- main.cpp - A program of another project ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <atomic>
#include <thread>
#if __has_include("lockstep/hooks.h")
#include "lockstep/hooks.h"
#endif

int main() {
  std::atomic<int> Count = 0;
  std::thread A([&] { ++Count; });
  std::thread B([&] { ++Count; });
  A.join();
  B.join();
  return Count == 2 ? 0 : 1;
}
