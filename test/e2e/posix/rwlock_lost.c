// Intent: a counter that is raised under a read lock loses updates; under a
// write lock it does not.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
static int Value;

static void *work(void *Clean) {
  if (Clean)
    pthread_rwlock_wrlock(&Lock);
  else
    pthread_rwlock_rdlock(&Lock);
  ++Value;
  pthread_rwlock_unlock(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  void *Clean = Count > 1 ? &Value : 0;
  pthread_create(&A, 0, work, Clean);
  pthread_create(&B, 0, work, Clean);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Value == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}rwlock_lost.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
