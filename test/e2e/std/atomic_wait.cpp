// Intent: std::atomic::wait sleeps until somebody notifies; a store alone
// does not wake it.
// libc++ looks again every two seconds, so what hangs spins there.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=max_steps=100000 %twins livelock %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <thread>

std::atomic<int> Flag;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Waiter([] {
    Flag.wait(0);
    // CHECK-COUNT-3: SUMMARY: Lockstep: {{deadlock|livelock}}
  });
  Flag = 1;
  if (Clean)
    Flag.notify_one();
  Waiter.join();
}
