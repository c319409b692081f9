// Intent: a signal before the wait is called a lost wake-up, with the places
// of both and the mend.
// RUN: %fresh && %twins lost-wakeup %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
static _Atomic int Done;

static void *receive(void *Clean) {
  if (!Clean && Done)
    return 0;
  pthread_mutex_lock(&Lock);
  while (!Clean || !Done) {
    pthread_cond_wait(&Ready, &Lock);
    // CHECK: Lockstep: lost-wakeup: T1 waits on condition variable 'Ready', which was signalled at {{.*}}lost_wakeup.c:{{[0-9]+}}:3 before the wait began
    // CHECK: T0 (main) signalled condition variable 'Ready' at
    // CHECK: nobody waited then, so it woke nobody
    // CHECK: only then did T1 begin to wait at {{.*}}lost_wakeup.c:[[@LINE-4]]:5 in receive
    // CHECK: A signal is not remembered.
    // CHECK: signal Ready: wakes nobody
    // CHECK-COUNT-3: SUMMARY: Lockstep: lost-wakeup {{.*}}lost_wakeup.c:[[@LINE-7]]:5 in receive
    if (!Clean)
      break;
  }
  pthread_mutex_unlock(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, receive, Count > 1 ? &Thread : 0);
  pthread_mutex_lock(&Lock);
  Done = 1;
  pthread_cond_signal(&Ready);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
