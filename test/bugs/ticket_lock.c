// Intent: a ticket lock whose numbers have one bit. Of three threads two hold
// the same number, and enter together.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned Next, Serving;
static _Atomic int Inside;
static unsigned Mask;

static void *work(void *Unused) {
  unsigned Mine = Next++ & Mask;
  while ((Serving & Mask) != Mine)
    ;
  assert(++Inside == 1);
  Inside--;
  Serving++;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  Mask = Count > 1 ? 3 : 1;
  for (int I = 0; I < 2; ++I)
    pthread_create(&Threads[I], 0, work, 0);
  work(0);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
