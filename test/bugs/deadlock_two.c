// Intent: two locks in two orders; one switch between a thread's two locks.
// RUN: %fresh && %minimal deadlock 1 2 %clang %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t A = PTHREAD_MUTEX_INITIALIZER,
                       B = PTHREAD_MUTEX_INITIALIZER;

static void *transfer(void *Locks) {
  pthread_mutex_t **Both = Locks;
  pthread_mutex_lock(Both[0]);
  pthread_mutex_lock(Both[1]);
  pthread_mutex_unlock(Both[1]);
  pthread_mutex_unlock(Both[0]);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_mutex_t *There[] = {&A, &B}, *Back[] = {&B, &A};
  pthread_t First, Second;
  pthread_create(&First, 0, transfer, There);
  pthread_create(&Second, 0, transfer, Count > 1 ? There : Back);
  pthread_join(First, 0);
  pthread_join(Second, 0);
  return 0;
}
// CHECK: lock A
// CHECK-NEXT: > | {{.*}} thread starts
// CHECK-NEXT: lock B
// CHECK: waits: lock B
// CHECK: waits: lock A
