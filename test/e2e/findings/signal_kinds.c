// Intent: other signals that end a program: SIGFPE, SIGILL, SIGBUS, stack
// overflow and one that the program sends to itself.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore signal ./prog 1 | FileCheck %s -DWHAT="SIGFPE (arithmetic error)"
// RUN: %explore signal ./prog 2 | FileCheck %s -DWHAT="SIGILL (illegal instruction)"
// RUN: %explore signal ./prog 3 | FileCheck %s -DWHAT="SIGSEGV (invalid memory access)"
// RUN: %explore signal ./prog 4 | FileCheck %s -DWHAT="SIGTERM (asked to end)"
// RUN: %explore signal ./prog 5 | FileCheck %s -DWHAT="SIGKILL (killed)"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static volatile int Zero;

static int overflow(volatile char *Above) {
  volatile char Here[4096];
  Here[0] = *Above;
  return overflow(Here) + Here[0];
}

static void *work(void *Kind) {
  switch (*(char *)Kind) {
  case '1':
    Zero = 7 / Zero;
    break;
  case '2':
    __builtin_trap();
  case '3':
    Zero = overflow((char *)Kind);
    break;
  default:
    raise(*(char *)Kind == '4' ? SIGTERM : SIGKILL);
  }
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, Arguments[1]);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-COUNT-3: Lockstep: signal: T1 was ended by [[WHAT]]
