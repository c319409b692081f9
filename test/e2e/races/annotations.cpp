// Intent: the annotations of sanitizer/tsan_interface.h are honored: a lock that
// no hook understands, a release and an acquire, and fibers.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
#include <atomic>
#include <sanitizer/tsan_interface.h>
#include <thread>

#pragma weak __tsan_mutex_pre_lock
#pragma weak __tsan_mutex_post_lock
#pragma weak __tsan_mutex_pre_unlock
#pragma weak __tsan_mutex_post_unlock
#pragma weak __tsan_release
#pragma weak __tsan_acquire

std::atomic<int> Taken, Done;
int Data, Message;

void withLock(bool Clean) {
  if (Clean)
    __tsan_mutex_pre_lock(&Taken, 0);
  while (Taken.exchange(1, std::memory_order_relaxed))
    std::this_thread::yield();
  if (Clean)
    __tsan_mutex_post_lock(&Taken, 0, 1);
  ++Data;
  if (Clean)
    __tsan_mutex_pre_unlock(&Taken, 0);
  Taken.store(0, std::memory_order_relaxed);
  if (Clean)
    __tsan_mutex_post_unlock(&Taken, 0);
}

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Other([=] {
    withLock(Clean);
    Message = 1;
    if (Clean)
      __tsan_release(&Message);
    Done.store(1, std::memory_order_relaxed);
  });
  withLock(Clean);
  while (!Done.load(std::memory_order_relaxed))
    std::this_thread::yield();
  if (Clean)
    __tsan_acquire(&Message);
  ++Message;
  Other.join();
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}annotations.cpp
