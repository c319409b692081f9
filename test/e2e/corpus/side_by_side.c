// Intent: campaigns that write one corpus at the same time do not get in each
// other's way: the files that they write beside have names of their own, though
// getpid() answers the program the same in all of them.
// RUN: %fresh && %clang %s -pthread -o program
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=20 ./program && cp -r kept whole
// RUN: sh -c 'for T in kept/*; do rm $T && mkdir $T.$(cat pid).part || exit 1; done'
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=20 ./program 2>&1 | FileCheck %s
// RUN: rmdir kept/*.part && diff -r whole kept
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static atomic_int Value;

static void *work(void *Unused) {
  Value = 1;
  return Unused;
}

int main(void) {
  FILE *Pid = fopen("pid", "w");
  fprintf(Pid, "%d\n", (int)getpid());
  fclose(Pid);
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Seen = Value;
  pthread_join(Thread, 0);
  return Seen > 1;
}
// CHECK-NOT: WARNING
// CHECK: 0 executions of it ran; {{[1-9][0-9]*}} added
