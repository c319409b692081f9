// Intent: two threads close the same thing, and both free it. The trace replays
// byte for byte, with kernel threads too.
// RUN: %fresh && %twins double-free %clang %s | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=1000 LOCKSTEP_OPTIONS=trace_dir=t \
// RUN:   not ./double_free > one.txt 2>&1 && cp t/*.lstrace it
// RUN: %S/../Inputs/replay-often 5 it ./double_free > fibers.txt
// RUN: env LOCKSTEP_OPTIONS=switcher=threads \
// RUN:   %S/../Inputs/replay-often 2 it ./double_free > threads.txt
// RUN: cmp fibers.txt threads.txt
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int IsOpen = 1, Clean;
static char *Buffer;

static void *closeIt(void *Argument) {
  if (Clean)
    pthread_mutex_lock(&Lock);
  if (IsOpen) {
    free(Buffer);
    IsOpen = 0;
  }
  if (Clean)
    pthread_mutex_unlock(&Lock);
  return Argument;
}

int main(int Count, char **Arguments) {
  Clean = Count > 1;
  Buffer = malloc(100);
  pthread_t Other;
  pthread_create(&Other, NULL, closeIt, Arguments);
  closeIt(NULL);
  pthread_join(Other, NULL);
  return 0;
}
// CHECK: Lockstep: double-free: {{.*}} frees memory that {{.*}} has freed before
// CHECK: at the begin of a block of 100 bytes
// CHECK: SUMMARY: Lockstep: double-free {{.*}}double_free.c:21
