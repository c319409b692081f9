// Intent: a barrier that counts up and is set back by the last thread to leave;
// a fast one comes round again before the slow one has seen that it is open.
// RUN: %known %clang %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Arrived, Generation;
static int Clean;

static void barrier(void) {
  int Mine = Generation;
  if (++Arrived == 2) {
    Arrived = 0;
    Generation++;
  } else if (Clean) {
    while (Generation == Mine)
      ;
  } else {
    while (Arrived)
      ;
  }
}

static void *work(void *Unused) {
  barrier();
  barrier();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, work, 0);
  work(0);
  pthread_join(Thread, 0);
  return 0;
}
