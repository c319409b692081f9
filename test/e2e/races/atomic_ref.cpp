// Intent: a plain int may be used through atomic_ref by all, but not by one alone.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

int Counter;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Work = [=] { std::atomic_ref<int>(Counter).fetch_add(1); };
  std::thread A(Work);
  std::thread B([=] {
    if (Clean)
      Work();
    else
      ++Counter;
  });
  A.join();
  B.join();
  return Counter == 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}atomic_ref.cpp
