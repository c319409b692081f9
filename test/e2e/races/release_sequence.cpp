// Intent: relaxed read-modify-writes go on with a release sequence; a relaxed store of another thread breaks it.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

int Data;
std::atomic<int> State;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Between([=] {
    while (State.load(std::memory_order_relaxed) != 1)
      std::this_thread::yield();
    if (Clean)
      State.fetch_add(1, std::memory_order_relaxed);
    else
      State.store(2, std::memory_order_relaxed);
  });
  std::thread Last([] {
    while (State.load(std::memory_order_acquire) != 2)
      std::this_thread::yield();
    ++Data;
  });
  Data = 41;
  State.store(1, std::memory_order_release);
  Between.join();
  Last.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}release_sequence.cpp
