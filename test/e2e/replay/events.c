// Intent: a trace's events agree with its decisions, values among them or not.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=5000 LOCKSTEP_OPTIONS=trace_dir=a ./prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=5000 LOCKSTEP_OPTIONS=trace_dir=b ./prog
// RUN: diff -r a b
// RUN: %lockstep validate a/prog-*.lstrace
// RUN: %lockstep show a/prog-*.lstrace | FileCheck %s
// CHECK: wakes waiter 2 of 2
#include <assert.h>
#include <pthread.h>
#include <stdint.h>

pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
int Waiting, Both, Go, First = -1;

void *work(void *Me) {
  pthread_mutex_lock(&Lock);
  for (; !Go; --Waiting) {
    Both += ++Waiting == 2;
    pthread_cond_wait(&Ready, &Lock);
  }
  First = First < 0 ? (int)(intptr_t)Me : First;
  pthread_cond_signal(&Ready);
  pthread_mutex_unlock(&Lock);
  return 0;
}

int main(void) {
  pthread_t Threads[2];
  pthread_create(&Threads[0], 0, work, (void *)0);
  pthread_create(&Threads[1], 0, work, (void *)1);
  pthread_mutex_lock(&Lock);
  Go = 1;
  pthread_cond_signal(&Ready);
  pthread_mutex_unlock(&Lock);
  pthread_join(Threads[0], 0);
  pthread_join(Threads[1], 0);
  assert(!Both || First != 1);
}
