// Intent: a std::latch opens when all have counted down; one that skips it
// leaves the others waiting.
// libc++ looks again every two seconds, so what hangs spins there.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=max_steps=100000 %twins livelock %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <latch>
#include <thread>

std::latch Start(3);
std::atomic<bool> Cancelled;

void work(bool Clean) {
  if (!Clean && Cancelled)
    return;
  Start.arrive_and_wait();
}

int main(int Count, char **) {
  std::thread A(work, Count > 1), B(work, Count > 1);
  Cancelled = true;
  Start.arrive_and_wait();
  // CHECK-COUNT-3: SUMMARY: Lockstep: {{deadlock|livelock}}
  A.join();
  B.join();
}
