// Intent: with spurious_wakeups a wait ends without a signal; a program that
// looks at its condition once is wrong.
// RUN: %fresh && %choice spurious_wakeups=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static int Ready;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  Ready = 1;
  pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_mutex_lock(&Lock);
  while (!Ready) {
    pthread_cond_wait(&Changed, &Lock);
    if (Count == 1)
      break;
  }
  assert(Ready);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: woken Changed: spurious, by choice (spurious_wakeups)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}spurious_wakeups.c
