// Intent: under GitHub Actions campaign and replay also print a workflow
// command that marks the line in the checkout; elsewhere they do not.
// RUN: %fresh && %clang %s -o prog
// RUN: env GITHUB_ACTIONS=true GITHUB_WORKSPACE=%S sh -c 'LOCKSTEP_ITERATIONS=9 ./prog; LOCKSTEP_TRACE=$(echo lockstep-traces/*) ./prog; true' > out 2>&1
// RUN: FileCheck %s < out
// RUN: sh -c 'LOCKSTEP_ITERATIONS=9 ./prog 2>&1; true' | FileCheck %s --check-prefix=ELSEWHERE
#include <pthread.h>

int main(void) {
  pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&Lock);
  pthread_mutex_lock(&Lock);
  return 0;
}
// CHECK-COUNT-2: {{^}}::error file={{.*}}github.c,line=[[@LINE-3]],col=3,title=Lockstep%3A deadlock::T0 (main) waits for mutex 'Lock'
// CHECK: SUMMARY: Lockstep: deadlock
// ELSEWHERE-NOT: ::error
// ELSEWHERE: SUMMARY: Lockstep: deadlock
