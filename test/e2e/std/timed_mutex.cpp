// Intent: std::timed_mutex::try_lock_for fails when the holder sleeps longer,
// which takes no real time.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <cassert>
#include <chrono>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
std::timed_mutex Lock;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Holder([] {
    std::lock_guard Guard(Lock);
    std::this_thread::sleep_for(1h);
  });
  bool Got = Clean ? Lock.try_lock_for(2h)
                   : Lock.try_lock_until(std::chrono::steady_clock::now() + 1s);
  assert(Got);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}timed_mutex.cpp:[[@LINE-1]]{{[:0-9]*}} in main
  Lock.unlock();
  Holder.join();
}
