// Intent: a thread that leaves a std::barrier without arrive_and_drop stops
// the others; the completion runs once per phase.
// libc++ looks again every two seconds, so what hangs spins there.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=max_steps=100000 %twins livelock %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <barrier>
#include <thread>

int Phases;
std::atomic<bool> Cancelled;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Complete = []() noexcept { ++Phases; };
  std::barrier Phase(2, Complete);
  std::thread A([&] { Phase.arrive_and_wait(); });
  std::thread B([&] {
    if (!Cancelled)
      Phase.arrive_and_wait();
    else if (Clean)
      Phase.arrive_and_drop();
  });
  Cancelled = true;
  A.join();
  B.join();
  // CHECK-COUNT-3: SUMMARY: Lockstep: {{deadlock|livelock}}
  return Phases != 1;
}
