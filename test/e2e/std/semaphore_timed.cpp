// Intent: std::counting_semaphore::try_acquire_for gives up at its time,
// which takes no real time.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <chrono>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;
std::counting_semaphore<4> Permits(0);

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Giver([] {
    std::this_thread::sleep_for(30s);
    Permits.release();
  });
  bool Got = Permits.try_acquire_for(Clean ? 60s : 10s);
  Giver.join();
  assert(Got);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}semaphore_timed.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
