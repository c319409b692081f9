// Intent: pthread_exit unwinds: cleanup handlers run, then key destructors,
// then the joiner sees the value.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static pthread_key_t Key;
static int Order, Cleaned, Destroyed;

static void clean(void *Unused) { Cleaned = ++Order; }
static void destroy(void *Value) { Destroyed = ++Order; }

static void leave(void *Value) { pthread_exit(Value); }

static void *work(void *Value) {
  pthread_setspecific(Key, Value);
  pthread_cleanup_push(clean, 0);
  leave(Value);
  pthread_cleanup_pop(0);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  void *Value;
  pthread_key_create(&Key, destroy);
  pthread_create(&Thread, 0, work, &Order);
  int Early = Destroyed;
  assert(!pthread_join(Thread, &Value) && Value == &Order);
  assert(Cleaned == 1 && Destroyed == 2);
  assert(Count > 1 || Early == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}exit_cleanup.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
