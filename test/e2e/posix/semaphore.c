// Intent: semaphores: wait, trywait (EAGAIN), timedwait (ETIMEDOUT), post,
// getvalue; a binary one excludes.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t Lock, Empty;
static int Value;

static void *work(void *Unused) {
  sem_wait(&Lock);
  int Old = Value;
  sem_getvalue(&Lock, &Value);
  Value = Old + 1;
  sem_post(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  struct timespec Until;
  sem_init(&Empty, 0, 0);
  sem_init(&Lock, 0, Count > 1 ? 1 : 2);
  assert(sem_trywait(&Empty) == -1 && errno == EAGAIN);
  clock_gettime(CLOCK_REALTIME, &Until);
  Until.tv_sec += 1000;
  assert(sem_timedwait(&Empty, &Until) == -1 && errno == ETIMEDOUT);
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Value == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}semaphore.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
