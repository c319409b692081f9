// Intent: a thread that leaves a std::barrier without arrive_and_drop stops
// the others in the next phase; the completion runs once per phase.
// libc++ looks again every two seconds, so what hangs spins there.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins livelock %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <barrier>
#include <thread>

int Phases;
std::atomic<int> Leaver;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Complete = []() noexcept { ++Phases; };
  std::barrier Phase(2, Complete);
  auto Work = [&](int Me) {
    int Nobody = 0;
    Phase.arrive_and_wait();
    if (Leaver.compare_exchange_strong(Nobody, Me) && Me == 2) {
      if (Clean)
        Phase.arrive_and_drop();
      return;
    }
    Phase.arrive_and_wait();
  };
  std::thread A(Work, 1), B(Work, 2);
  A.join();
  B.join();
  // CHECK-COUNT-3: SUMMARY: Lockstep: {{deadlock|livelock}}
  return Phases != 2;
}
