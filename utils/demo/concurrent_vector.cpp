//===- concurrent_vector.cpp - A real bug in a real library ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two threads grow an empty tbb::concurrent_vector, which its documentation
// allows. With oneTBB 2021.8 one of them now and then never comes back.
//
//===----------------------------------------------------------------------===//

#include <oneapi/tbb/concurrent_vector.h>

#include <thread>

int main() {
  tbb::concurrent_vector<int> Vector;
  std::thread A([&] { Vector.grow_by(1); });
  std::thread B([&] { Vector.grow_by(9); });
  A.join();
  B.join();
  return Vector.size() == 10 ? 0 : 1;
}
