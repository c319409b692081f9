// Intent: two std::call_once that need each other in opposite orders
// deadlock; each function runs once.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <mutex>
#include <thread>

std::once_flag First, Second;
int Calls;

void second() {
  std::call_once(Second, [] { ++Calls; });
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto One = [] { std::call_once(First, [] { second(), ++Calls; }); };
  auto Two = [] {
    std::call_once(Second, [] {
      std::call_once(First, [] { ++Calls; });
      ++Calls;
    });
  };
  std::thread A(One);
  Clean ? One() : Two();
  A.join();
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock
  return Calls != 2;
}
