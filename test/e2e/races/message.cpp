// Intent: a relaxed flag orders nothing; release and acquire do.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <thread>

int Data;
std::atomic<bool> Ready;

int main(int Count, char **) {
  auto Store = std::memory_order_relaxed, Load = Store;
  if (Count > 1)
    Store = std::memory_order_release, Load = std::memory_order_acquire;
  std::thread Producer([=] {
    Data = 42;
    if (Store == std::memory_order_release)
      Ready.store(true, std::memory_order_release);
    else
      Ready.store(true, std::memory_order_relaxed);
  });
  if (Load == std::memory_order_acquire)
    while (!Ready.load(std::memory_order_acquire))
      std::this_thread::yield();
  else
    while (!Ready.load(std::memory_order_relaxed))
      std::this_thread::yield();
  int Seen = Data;
  Producer.join();
  return Seen != 42;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}message.cpp
