// Intent: a trace gives the same report, byte for byte, through the variable
// and through lockstep replay, with either switcher, and without
// FSGSBASE.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=pos %run ./prog 2> first
// RUN: cp lockstep-traces/prog-*.lstrace it
// RUN: not env LOCKSTEP_TRACE=it ./prog 2> one
// RUN: not %lockstep replay it 2> two
// RUN: not env LOCKSTEP_TRACE=it LOCKSTEP_OPTIONS=switcher=threads ./prog 2> three
// RUN: not env LOCKSTEP_TRACE=it LOCKSTEP_OPTIONS=fsgsbase=0 ./prog 2> four
// RUN: grep -v "^Trace:\|^Replay:" first > first.cut
// RUN: grep -v "^Trace:\|^Replay:" one > one.cut
// RUN: grep -v "^Trace:\|^Replay:" two > two.cut
// RUN: cmp first.cut one.cut && cmp one.cut two.cut && cmp one three && cmp one four
// RUN: FileCheck %s < one
#include <assert.h>
#include <pthread.h>

static int Value;

static void *work(void *Unused) {
  ++Value;
  return Unused;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Value == 2);
  // CHECK: Lockstep: assertion
  // CHECK: Trace:  it
  // CHECK: SUMMARY: Lockstep: assertion {{.*}}same_report.c:[[@LINE-3]]{{[:0-9]*}} in main
  return 0;
}
