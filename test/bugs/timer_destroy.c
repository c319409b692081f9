// Intent: a timer is canceled and what it calls back to destroyed, while the
// call is already on its way.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Running = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int Armed = 1, Destroyed;
static int Clean;

static void *expire(void *Unused) {
  pthread_mutex_lock(&Running);
  if (Armed)
    assert(!Destroyed);
  pthread_mutex_unlock(&Running);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Timer;
  Clean = Count > 1;
  pthread_create(&Timer, 0, expire, 0);
  Armed = 0;
  if (Clean) { // waits for a call that has begun
    pthread_mutex_lock(&Running);
    pthread_mutex_unlock(&Running);
  }
  Destroyed = 1;
  pthread_join(Timer, 0);
  return 0;
}
