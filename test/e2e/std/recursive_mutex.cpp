// Intent: a std::recursive_mutex may be locked again by its owner, yet two of
// them in opposite orders deadlock.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins deadlock %clangxx %libcxx %s | FileCheck %s %}
#include <mutex>
#include <thread>

std::recursive_mutex First, Second;

void both(std::recursive_mutex &A, std::recursive_mutex &B) {
  std::lock_guard Once(A), Again(A);
  std::lock_guard Other(B);
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread T([] { both(First, Second); });
  Clean ? both(First, Second) : both(Second, First);
  T.join();
}
// CHECK: Lockstep: deadlock: T0 (main) and T1 wait for each other
// CHECK: which locked it (2 times, last) at
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}recursive_mutex.cpp:{{.*}} in both
