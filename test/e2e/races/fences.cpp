// Intent: fences around relaxed operations order what a relaxed store alone does not.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

int Data;
std::atomic<int> Ready;

int main(int Count, char **) {
  bool Fences = Count > 1;
  std::thread Producer([=] {
    Data = 42;
    if (Fences)
      std::atomic_thread_fence(std::memory_order_release);
    Ready.store(1, std::memory_order_relaxed);
  });
  while (!Ready.load(std::memory_order_relaxed))
    std::this_thread::yield();
  if (Fences)
    std::atomic_thread_fence(std::memory_order_acquire);
  int Seen = Data;
  Producer.join();
  return Seen != 42;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}fences.cpp
