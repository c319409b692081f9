// Intent: the progress line has the numbers of the summary, in words that fit
// the terminal: what is too long for it is cut, as a second line would stay.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_TIME=0.5 LOCKSTEP_OPTIONS=progress=always ./prog 2>&1 | tr '\r' '\n' | FileCheck %s
// RUN: script -qec 'stty cols 60; env LOCKSTEP_TIME=0.5 ./prog' /dev/null | tr '\r' '\n' | sed 's/^.*\[K//' | grep s.left > narrow && FileCheck --check-prefix=NARROW %s < narrow && awk 'length > 59' narrow | count 0
// CHECK: Lockstep: {{[0-9]+}} executions, {{[0-9]+}}/s, 0 findings, {{[01]}} s left, 2 behaviors (0 % new), 2 schedules, 1 of 1 pair, 4 sites
// NARROW: {{^.{59}$}}
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Flag;

static void *work(void *Unused) {
  Flag = 1;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Seen = Flag;
  pthread_join(Thread, 0);
  return Seen > 1;
}
