// Intent: AddressSanitizer also sees locks, condition variables and atomics in
// memory that another thread has freed, which Lockstep handles for the program.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clangxx %asan -DDO='lock()' %s | FileCheck %s
// RUN: %twins sanitizer %clangxx %asan -DDO='notify()' %s | FileCheck %s
// RUN: %twins sanitizer %clangxx %asan -DDO='count()' %s | FileCheck %s
// RUN: rm -r lockstep-traces && not env LOCKSTEP_ITERATIONS=200 ./locks
// RUN: not %lockstep replay lockstep-traces/*.lstrace 2>&1 | FileCheck %s
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

struct Table {
  std::mutex Lock;
  std::condition_variable Changed;
  std::atomic<int> Used = 0;

  void lock() {
    Lock.lock();
    Lock.unlock();
  }
  void notify() { Changed.notify_one(); }
  void count() { ++Used; }
};

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto *Shared = new Table;
  std::thread User([Shared] { Shared->DO; });
  if (Clean)
    User.join();
  delete Shared;
  if (!Clean)
    User.join();
}
// CHECK: Lockstep: sanitizer: AddressSanitizer reports heap-use-after-free
// CHECK: SUMMARY: Lockstep: sanitizer heap-use-after-free {{.*}}locks.cpp:
