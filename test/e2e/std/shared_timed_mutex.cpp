// Intent: a reader of a std::shared_timed_mutex keeps a writer out until the
// writer's time is over.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <chrono>
#include <shared_mutex>
#include <thread>

using namespace std::chrono_literals;
std::shared_timed_mutex Lock;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Reader([] {
    std::shared_lock Guard(Lock);
    std::this_thread::sleep_for(10min);
  });
  bool Read = Lock.try_lock_shared_for(1s);
  assert(Read);
  Lock.unlock_shared();
  bool Wrote = Lock.try_lock_for(Clean ? 20min : 5min);
  assert(Wrote);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}shared_timed_mutex.cpp:[[@LINE-1]]{{[:0-9]*}} in main
  Lock.unlock();
  Reader.join();
}
