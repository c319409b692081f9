// Intent: the stack of a thread that has finished belongs to the next one; that of a living thread is shared when its address is.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

std::atomic<int *> Leaked;

void fill(int *Where) { *Where = 1; }

int main(int Count, char **) {
  bool Clean = Count > 1;
  for (int Round = 0; Round < 4; ++Round)
    std::thread([] {
      int Local[64];
      for (int &Each : Local)
        fill(&Each);
    }).detach();
  int Mine = 0;
  Leaked.store(&Mine, std::memory_order_relaxed);
  std::thread Other([=] {
    int Theirs = 0;
    fill(Clean ? &Theirs : Leaked.load(std::memory_order_relaxed));
  });
  fill(&Mine);
  Other.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}stacks.cpp
