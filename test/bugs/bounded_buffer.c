// Intent: producers and consumers share one condition variable; a signal that
// is meant for a producer wakes the other consumer, and all wait.
// RUN: %fresh && %minimal deadlock 1 5 %clang %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static int Items, Clean;

static void change(int By, int Limit) {
  pthread_mutex_lock(&Lock);
  while (Items == Limit)
    pthread_cond_wait(&Changed, &Lock);
  Items += By;
  if (Clean)
    pthread_cond_broadcast(&Changed);
  else
    pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Lock);
}

static void *consume(void *Unused) {
  change(-1, 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Consumers[2];
  Clean = Count > 1;
  for (int I = 0; I < 2; ++I)
    pthread_create(&Consumers[I], 0, consume, 0);
  for (int I = 0; I < 2; ++I)
    change(1, 1);
  for (int I = 0; I < 2; ++I)
    pthread_join(Consumers[I], 0);
  return 0;
}
// CHECK: wait Changed
// CHECK: wait Changed
// CHECK: signal Changed
