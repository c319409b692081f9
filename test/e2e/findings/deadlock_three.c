// Intent: three philosophers wait for each other in a circle.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Forks[3] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static int Clean;

static void *dine(void *Seat) {
  int Left = (int)(long)Seat, Right = (Left + 1) % 3;
  if (Clean && Left > Right) {
    int Swap = Left;
    Left = Right;
    Right = Swap;
  }
  pthread_mutex_lock(&Forks[Left]);
  pthread_mutex_lock(&Forks[Right]);
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
// CHECK: Lockstep: deadlock: {{T1, T2 and T3 wait|T[123], T[123] and T[123] wait|3 threads wait}} for each other
// CHECK: mutex 'Forks
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock_three.c:{{[0-9]+}}:3 in dine
