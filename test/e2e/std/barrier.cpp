// Intent: a thread that leaves a std::barrier without arrive_and_drop stops
// the others; the completion runs once per phase.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// libc++ polls with a clock, so what hangs there runs into the step limit.
// RUN: %if libcxx %{ %clangxx %libcxx %s -o barrier2 && %explore passed ./barrier2 clean %}
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
