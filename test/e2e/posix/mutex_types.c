// Intent: mutexes of every type keep glibc's answers: EDEADLK, EPERM and
// EBUSY come back, recursion counts.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t Check = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_mutex_t Again = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t Fast = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;

static void *work(void *Unused) {
  assert(pthread_mutex_unlock(&Check) == EPERM);
  pthread_mutex_lock(&Check);
  assert(pthread_mutex_lock(&Check) == EDEADLK);
  pthread_mutex_unlock(&Check);
  pthread_mutex_lock(&Again);
  assert(pthread_mutex_trylock(&Again) == 0);
  pthread_mutex_unlock(&Again);
  pthread_mutex_unlock(&Again);
  pthread_mutex_lock(&Fast);
  pthread_mutex_unlock(&Fast);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  int Error = pthread_mutex_trylock(&Again);
  assert(Count > 1 || Error != EBUSY);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}mutex_types.c:[[@LINE-1]]{{[:0-9]*}} in main
  if (!Error)
    pthread_mutex_unlock(&Again);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
