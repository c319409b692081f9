// Intent: a robust mutex whose owner ended answers EOWNERDEAD, and works
// again after pthread_mutex_consistent.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t Lock;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_mutexattr_t Kind;
  pthread_t Thread;
  pthread_mutexattr_init(&Kind);
  pthread_mutexattr_setrobust(&Kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&Lock, &Kind);
  pthread_create(&Thread, 0, work, 0);
  if (Count > 1)
    pthread_join(Thread, 0);
  int Error = pthread_mutex_lock(&Lock);
  assert(Error == EOWNERDEAD);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}mutex_robust.c:[[@LINE-1]]{{[:0-9]*}} in main
  assert(!pthread_mutex_consistent(&Lock) && !pthread_mutex_unlock(&Lock));
  assert(!pthread_mutex_lock(&Lock) && !pthread_mutex_unlock(&Lock));
  return 0;
}
