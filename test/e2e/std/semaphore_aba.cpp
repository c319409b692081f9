// Intent: a real bug in the real library: libstdc++ 12's semaphores can sleep
// through a release (docs/bugs-found.md).
// RUN: %fresh && %clangxx %s -o aba
// RUN: sh -c 'LOCKSTEP_STRATEGY=pos LOCKSTEP_ITERATIONS=20000 ./aba 2>&1; test $? = 78' | FileCheck %s
#include <semaphore>
#include <thread>

std::counting_semaphore<2> Permits(2);
std::binary_semaphore Turn(1);

void work(bool Clean) {
  if (Clean)
    Turn.acquire();
  // CHECK: SUMMARY: Lockstep: lost-wakeup {{.*}}semaphore_aba.cpp:[[@LINE-1]]
  Permits.acquire();
  Permits.acquire();
  Permits.release(2);
  if (Clean)
    Turn.release();
}

int main(int Count, char **) {
  std::thread A(work, Count > 0), B(work, Count > 0);
  A.join();
  B.join();
}
