// Intent: three philosophers in a circle. One preemption is enough: the last
// begins, is stopped with a fork in hand, and the others find theirs in turn.
// RUN: %fresh && %minimal deadlock 1 3 %clang %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Forks[3] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static int Clean;

static void *dine(void *Seat) {
  int Left = (int)(long)Seat, Right = (Left + 1) % 3;
  int Swap = Clean && Left > Right;
  pthread_mutex_lock(&Forks[Swap ? Right : Left]);
  pthread_mutex_lock(&Forks[Swap ? Left : Right]);
  pthread_mutex_unlock(&Forks[Right]);
  pthread_mutex_unlock(&Forks[Left]);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[3];
  Clean = Count > 1;
  for (long I = 0; I < 3; ++I)
    pthread_create(&Threads[I], 0, dine, (void *)I);
  for (int I = 0; I < 3; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
// CHECK-COUNT-3: lock Forks
