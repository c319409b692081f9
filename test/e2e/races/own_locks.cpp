// Intent: locks of the program's own making, known by annotations, are in the
// lock sets of a report, which says what they could have done.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s
// RUN: not env LOCKSTEP_ITERATIONS=50 LOCKSTEP_OPTIONS=races=report:trace_dir=t ./own_locks > found 2>&1
// RUN: FileCheck %s < found && %S/../Inputs/shown found t/*.lstrace | FileCheck %s
#include <atomic>
#include <sanitizer/tsan_interface.h>
#include <thread>
#define WEAK extern "C" __attribute__((weak))
#pragma weak __tsan_mutex_pre_lock
#pragma weak __tsan_mutex_post_lock
#pragma weak __tsan_mutex_pre_unlock
#pragma weak __tsan_mutex_post_unlock
WEAK void AnnotateRWLockAcquired(const char *, int, void *, long);
WEAK void AnnotateRWLockReleased(const char *, int, void *, long);
static std::atomic<int> Spin, Shared;
static int Total;

static void add(bool Locks) {
  for (__tsan_mutex_pre_lock(&Spin, 0); Locks && Spin.exchange(1);)
    std::this_thread::yield();
  __tsan_mutex_post_lock(&Spin, Locks ? 0 : __tsan_mutex_try_lock_failed, 0);
  AnnotateRWLockAcquired("", 0, &Shared, false);
  ++Total;
  AnnotateRWLockReleased("", 0, &Shared, false);
  __tsan_mutex_pre_unlock(&Spin, 0);
  Spin = Spin && !Locks;
  __tsan_mutex_post_unlock(&Spin, 0);
}

int main(int Count, char **) {
  std::thread A(add, true), B(add, Count > 1);
  A.join();
  B.join();
}
// CHECK-DAG: holding lock 'Shared', for reading (since {{.*}}own_locks.cpp:23 in add)
// CHECK-DAG: holding lock 'Spin' (since {{.*}}.cpp:22 in add){{.*}} lock 'Shared', for reading
// CHECK: Both threads hold lock 'Shared', but for reading only
