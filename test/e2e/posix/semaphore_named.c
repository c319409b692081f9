// Intent: named semaphores: sem_open makes and finds one, sem_unlink forgets
// the name; a missing post hangs, and the report says so.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static void *work(void *Clean) {
  sem_t *Same = sem_open("/lockstep-e2e", 0);
  assert(Same != SEM_FAILED);
  if (Clean)
    sem_post(Same);
  sem_close(Same);
  return NULL;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  sem_t *Mine = sem_open("/lockstep-e2e", O_CREAT, 0600, 0);
  assert(Mine != SEM_FAILED);
  pthread_create(&Thread, NULL, work, Count > 1 ? &Thread : NULL);
  sem_wait(Mine);
  // CHECK: T0 (main) waits for a post of semaphore
  // CHECK: its value is 0
  // CHECK: nobody left can post it
  // CHECK: no other thread ever posted it in this execution
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}semaphore_named.c:[[@LINE-5]]{{[:0-9]*}} in main
  pthread_join(Thread, NULL);
  assert(!sem_unlink("/lockstep-e2e"));
  return 0;
}
