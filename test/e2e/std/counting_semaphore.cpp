// Intent: two threads that each need both permits of a
// std::counting_semaphore, and take them one by one, starve each
// other.
// libc++ looks again every two seconds, so what hangs spins there.
// RUN: %fresh && %twins deadlock %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=max_steps=100000 %twins livelock %clangxx %libcxx %s | FileCheck %s %}
#include <mutex>
#include <semaphore>
#include <thread>

std::counting_semaphore<2> Permits(2);
std::mutex Turn;

void work(bool Clean) {
  if (Clean)
    Turn.lock();
  Permits.acquire();
  Permits.acquire();
  // CHECK-COUNT-3: SUMMARY: Lockstep: {{deadlock|livelock}}
  Permits.release(2);
  if (Clean)
    Turn.unlock();
}

int main(int Count, char **) {
  std::thread A(work, Count > 1), B(work, Count > 1);
  A.join();
  B.join();
}
