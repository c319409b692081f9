// Intent: latches and barriers order what comes before them and behind.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <barrier>
#include <latch>
#include <thread>

std::latch Begun(2);
std::barrier<> Round(2);
int Slots[2];

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Work = [=](int Self) {
    Slots[Self] = Self;
    if (Clean)
      Begun.arrive_and_wait();
    int Other = Slots[1 - Self];
    if (Clean)
      Round.arrive_and_wait();
    Slots[Self] = Other;
    if (Clean)
      Round.arrive_and_wait();
    return Slots[1 - Self];
  };
  std::thread A([=] { Work(0); });
  Work(1);
  A.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}latch.cpp
