// Intent: a std::shared_future wakes all who wait; two that wait for each
// other's value hang.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <future>
#include <thread>

std::promise<int> First, Second;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::shared_future<int> One = First.get_future(), Two = Second.get_future();
  std::atomic<bool> Hint;
  std::thread A([&] {
    if (!Clean && Hint)
      Two.wait();
    First.set_value(1);
  });
  std::thread B([&] {
    Hint = true;
    Second.set_value(One.get() + 1);
    // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}shared_future.cpp:{{[0-9]+}}
  });
  std::thread C([&] { One.wait(), Two.wait(); });
  A.join();
  B.join();
  C.join();
  return Two.get() != 2;
}
