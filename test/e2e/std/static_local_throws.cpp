// Intent: a function-local static whose initializer throws is tried again by
// the next thread.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> Tries, Caught;

int initial() {
  if (++Tries == 1)
    throw 1;
  return Tries;
}

void use() {
  try {
    static int Value = initial();
    assert(Value == 2);
  } catch (int) {
    ++Caught;
  }
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread A(use);
  int Early = Caught;
  use();
  A.join();
  assert(Tries == 2 && Caught == 1 && (Clean || Early == 0));
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}static_local_throws.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
