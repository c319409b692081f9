// Intent: std::atomic::wait acquires what it was told to, not more.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <atomic>
#include <thread>

std::atomic<int> Stage;
int Data;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Producer([=] {
    Data = 1;
    if (Clean)
      Stage.store(1, std::memory_order_release);
    else
      Stage.store(1, std::memory_order_relaxed);
    Stage.notify_one();
  });
  Stage.wait(0, std::memory_order_acquire);
  ++Data;
  Producer.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}atomic_wait.cpp
