// Intent: a std::atomic_flag works as a spin lock with wait and notify;
// without its test in the right place it does not exclude.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <thread>

std::atomic_flag Busy;
int Value;

void work(bool Clean) {
  if (Clean)
    while (Busy.test_and_set(std::memory_order_acquire))
      Busy.wait(true);
  else if (!Busy.test())
    Busy.test_and_set();
  Value = Value + 1;
  Busy.clear(std::memory_order_release);
  Busy.notify_one();
}

int main(int Count, char **) {
  std::thread A(work, Count > 1), B(work, Count > 1);
  A.join();
  B.join();
  assert(Value == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}atomic_flag.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
