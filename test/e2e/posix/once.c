// Intent: pthread_once runs its function once, and holds the others until it
// is done; a function that waits for them hangs.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_once_t Once = PTHREAD_ONCE_INIT;
static sem_t Arrived;
static int Clean, Calls;

static void initialize(void) {
  ++Calls;
  if (!Clean)
    sem_wait(&Arrived);
}

static void *work(void *Unused) {
  pthread_once(&Once, initialize);
  sem_post(&Arrived);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  Clean = Count > 1;
  sem_init(&Arrived, 0, 0);
  pthread_create(&A, 0, work, NULL);
  pthread_create(&B, 0, work, NULL);
  pthread_join(A, NULL);
  pthread_join(B, NULL);
  assert(Calls == 1);
  return 0;
}
// CHECK: waits for the function called by once control 'Once'
// CHECK: which began the call at {{.*}}once.c:{{[0-9]+}}:3 in work
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}once.c:
