// Intent: a trace goes into what its path names, and does not take its place: a
// device, a pipe or a link stays what it is.
// RUN: %fresh && %clang %s -pthread -o program && touch kept && ln -s kept link && mkfifo pipe
// RUN: env LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=trace_passing=link ./program
// RUN: test -L link && %lockstep validate kept
// RUN: sh -c 'cat pipe > copy & LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=trace_passing=pipe ./program; wait'
// RUN: test -p pipe && %lockstep validate copy
#include <pthread.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
