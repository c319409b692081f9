// Intent: a spin loop that gives up after a while runs out, and the rest of
// the program is not called a livelock.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

static _Atomic int Flag;
static sem_t Ready;

static void *work(void *Unused) {
  for (int I = 0; I < 5000 && !Flag; ++I)
    __builtin_ia32_pause();
  sem_post(&Ready);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  sem_init(&Ready, 0, 0);
  pthread_create(&Thread, 0, work, 0);
  sem_wait(&Ready);
  Flag = 1;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
