// Intent: two plain increments of one int lose an update; the report shows
// both threads reading the old value.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static int Counter;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Clean) {
  if (Clean)
    pthread_mutex_lock(&Lock);
  ++Counter;
  if (Clean)
    pthread_mutex_unlock(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, work, Count > 1 ? &Lock : 0);
  pthread_create(&B, 0, work, Count > 1 ? &Lock : 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Counter == 2);
  return 0;
}
// CHECK: read Counter: 0
// CHECK: read Counter: 0
// CHECK: write Counter = 1
// CHECK: write Counter = 1
// CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}lost_update.c:{{[0-9]+}} in main
