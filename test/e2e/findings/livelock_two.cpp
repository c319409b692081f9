// Intent: two threads that spin on each other's flag are one livelock.
// RUN: %fresh && %twins livelock %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

std::atomic<bool> Want[2];

void enter(int Me, bool Clean) {
  Want[Me] = true;
  if (!Clean)
    while (Want[1 - Me])
      std::this_thread::yield();
  Want[Me] = false;
}

int main(int Count, char **) {
  std::thread A(enter, 0, Count > 1), B(enter, 1, Count > 1);
  A.join();
  B.join();
}
// CHECK: Lockstep: livelock: T{{[12]}} spins on 'Want
// CHECK: it finds 1 again and again
// CHECK-COUNT-3: SUMMARY: Lockstep: livelock {{.*}}in enter
