// Intent: stop_at_first=0 goes on and counts distinct findings, each with a
// trace of its own; the status is the first one's.
// RUN: %fresh && %clang %s -o prog
// RUN: sh -c 'LOCKSTEP_ITERATIONS=200 LOCKSTEP_OPTIONS=stop_at_first=0:summary_json=sum.json ./prog 2>&1; echo status $?' | FileCheck %s
// RUN: ls lockstep-traces | count 2
// RUN: python3 -c 'import json; S = json.load(open("sum.json")); assert S["findings"] == 2 and 1 <= S["first_finding"]["execution"] < 200'
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Value;

static void *work(void *Me) {
  Value = (int)(long)Me;
  return 0;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, work, (void *)1);
  pthread_create(&B, 0, work, (void *)2);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Value != 1);
  assert(Value != 2);
  return 0;
}
// CHECK-COUNT-2: SUMMARY: Lockstep: assertion {{.*}}collect.c
// CHECK: Lockstep: 200 executions, 2 findings
// CHECK: status 70
