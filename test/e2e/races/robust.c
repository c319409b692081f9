// Intent: who takes over a robust mutex comes after what its owner did that ended.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t Lock;
static int Data;

static void *hold(void *Unused) {
  pthread_mutex_lock(&Lock);
  ++Data;
  return Unused;
}

static void *take(void *IsClean) {
  if (pthread_mutex_lock(&Lock) == EOWNERDEAD)
    pthread_mutex_consistent(&Lock);
  ++Data;
  pthread_mutex_unlock(&Lock);
  if (!IsClean)
    ++Data;
  return NULL;
}

int main(int Count, char **Arguments) {
  pthread_mutexattr_t Kind;
  pthread_mutexattr_init(&Kind);
  pthread_mutexattr_setrobust(&Kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&Lock, &Kind);
  pthread_t Holder, Taker;
  pthread_create(&Holder, NULL, hold, NULL);
  pthread_create(&Taker, NULL, take, Count > 1 ? Arguments : NULL);
  pthread_join(Holder, NULL);
  pthread_join(Taker, NULL);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}robust.c
