// Intent: memory that one thread freed and another got again is not shared; memory that both have is.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

std::atomic<int *> Shared;

void use(int *Where) { *Where = *Where + 1; }

int main(int Count, char **) {
  bool Clean = Count > 1;
  Shared.store(new int(), std::memory_order_relaxed);
  auto Work = [=] {
    for (int Round = 0; Round < 3; ++Round) {
      int *Mine = new int();
      use(Clean ? Mine : Shared.load(std::memory_order_relaxed));
      delete Mine;
    }
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  delete Shared;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}reuse.cpp
