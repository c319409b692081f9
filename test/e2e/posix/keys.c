// Intent: keys: each thread has its own value, destructors run before join
// returns, again while they set new values.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_key_t Key;
static _Atomic int Runs, Finished;

static void destroy(void *Value) {
  if (++Runs < 3)
    pthread_setspecific(Key, Value);
}

static void *work(void *Unused) {
  assert(!pthread_getspecific(Key));
  pthread_setspecific(Key, &Runs);
  assert(pthread_getspecific(Key) == &Runs);
  Finished = 1;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  assert(!pthread_key_create(&Key, destroy));
  pthread_create(&Thread, 0, work, 0);
  if (Count > 1)
    pthread_join(Thread, 0);
  if (Finished)
    assert(Runs == 3 && !pthread_getspecific(Key));
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}keys.c:[[@LINE-1]]{{[:0-9]*}} in main
  if (Count == 1)
    pthread_join(Thread, 0);
  return 0;
}
