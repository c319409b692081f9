// Intent: double-checked creation that publishes before it has filled in; who
// does not take the lock sees an empty object.
// RUN: %fresh && %minimal assertion 1 1 %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Ready, Value;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Clean;

static void *use(void *Unused) {
  if (!Ready) {
    pthread_mutex_lock(&Lock);
    if (!Ready) {
      if (Clean)
        Value = 7;
      Ready = 1;
      Value = 7;
    }
    pthread_mutex_unlock(&Lock);
  }
  assert(Value == 7);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, use, 0);
  use(0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: store Ready
// CHECK-NOT: store Value
// CHECK: load Value
