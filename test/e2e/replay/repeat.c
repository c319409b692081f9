// Intent: replays are compared with one another, and the first difference is
// named.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog && not env LOCKSTEP_STRATEGY=pos ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it
// RUN: sh -c '%lockstep replay --repeat 20 it 2>&1; echo status $?' | FileCheck %s
// RUN: touch counting
// RUN: sh -c '%lockstep replay --repeat 20 it 2>&1; echo status $?' | FileCheck %s --check-prefix=DIFFERS
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  // Something outside: how long a file is that every execution makes longer.
  int File = open("counting", O_RDWR | O_APPEND);
  if (File >= 0 && write(File, "x", 1) == 1)
    printf("execution %d\n", (int)lseek(File, 0, SEEK_END));
  fflush(stdout);
  abort();
}
// CHECK: SUMMARY: Lockstep: abort
// CHECK-NEXT: Lockstep: 20 of 20 replays are the same: abort
// CHECK-NEXT: status 71
// DIFFERS: Lockstep: replay 2 of 20 differs from the first: its report says:{{.*}}execution 2
// DIFFERS-NEXT: status 83
