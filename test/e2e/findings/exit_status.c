// Intent: another exit status than expected is a finding; expected_exit tells
// which is right, or that any is.
// RUN: %fresh && %twins exit-status %clang -D_GNU_SOURCE %s | FileCheck %s
// RUN: cd %t.dir && env LOCKSTEP_OPTIONS=expected_exit=any %explore passed ./exit_status
// RUN: cd %t.dir && env LOCKSTEP_OPTIONS=expected_exit=3 LOCKSTEP_ITERATIONS=1 %explore exit-status ./exit_status clean
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Ready;

static void *work(void *Unused) {
  Ready = 1;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Status = Ready ? 3 : 0;
  pthread_join(Thread, 0);
  return Count > 1 ? 0 : Status;
}
// CHECK: Lockstep: exit-status: the program exited with status 3
// CHECK-COUNT-3: SUMMARY: Lockstep: exit-status in exit_status
