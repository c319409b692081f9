// Intent: a program that depends on what Lockstep does not control: the
// replay diverges, and --check-determinism says so before there is a
// trace.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: sh -c '%lockstep run --check-determinism -n 20 ./prog 2>&1; echo status $?' | FileCheck %s
// RUN: rm -rf state lockstep-traces && env LOCKSTEP_STRATEGY=random not ./prog fail
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: sh -c 'echo x >> state; LOCKSTEP_TRACE=it ./prog fail 2>&1; echo status $?' | FileCheck %s
// RUN: sh -c 'echo xx >> state; LOCKSTEP_TRACE=it ./prog fail 2>&1; echo status $?' | FileCheck %s
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic int Count;

static void *work(void *Fail) {
  // Something outside: how long a file is that every execution makes longer.
  int File = open("state", O_RDWR | O_CREAT | O_APPEND, 0600);
  off_t Size = lseek(File, 0, SEEK_END);
  if (!Fail && write(File, "x", 1) != 1)
    return 0;
  for (off_t I = 0; I < Size; ++I)
    ++Count;
  return 0;
}

int main(int Arguments, char **Argument) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, Arguments > 1 ? Argument : 0);
  pthread_join(Thread, 0);
  assert(Arguments == 1);
  return 0;
}
// CHECK: Lockstep: divergence: the replay differs from its trace at step
// CHECK: expected:
// CHECK-NEXT: actual:
// CHECK: SUMMARY: Lockstep: divergence {{.*}}nondeterministic.c
// CHECK: status 83
