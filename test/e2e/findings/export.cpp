// Intent: a finding's trace is exported without the program, with the events,
// the locks that are held, the causes, and the source.
// RUN: %fresh && %clangxx %s -o prog
// RUN: sh -c 'LOCKSTEP_ITERATIONS=1000 LOCKSTEP_STRATEGY=pct LOCKSTEP_OPTIONS=races=ignore ./prog; test $? = 70'
// RUN: rm prog && %lockstep export lockstep-traces/* --format json > out.json
// RUN: FileCheck %s < out.json
// RUN: %lockstep export lockstep-traces/* -f html | FileCheck %s --check-prefix=HTML
// RUN: %lockstep export lockstep-traces/* -f dot | FileCheck %s --check-prefix=DOT
#include <cassert>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Balance;

static void *deposit(void *Unused) {
  pthread_mutex_lock(&Lock);
  int Before = Balance;
  pthread_mutex_unlock(&Lock);
  pthread_mutex_lock(&Lock);
  Balance = Before + 1; // the balance may have changed
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main() {
  pthread_t Threads[2];
  for (pthread_t &Thread : Threads)
    pthread_create(&Thread, nullptr, deposit, nullptr);
  for (pthread_t Thread : Threads)
    pthread_join(Thread, nullptr);
  assert(Balance == 2);
}
// CHECK: "outcome":"assertion"
// CHECK: "text":"read Balance: 0"
// CHECK: "holds":[{"thread":
// CHECK: "reason":"unlock-lock"
// CHECK: "lines":["// Intent:
// HTML: "outcome":"assertion"
// DOT: -> e{{[0-9]+}} [label="unlock-lock"
