// Intent: owner and thief of a queue with two ends. The last item needs a
// compare-and-swap of the thief's end by both; without it both get it.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Head, Tail = 1, Taken;
static int Clean;

static int claim(int At) {
  if (Clean)
    return atomic_compare_exchange_strong(&Head, &At, At + 1);
  Head = At + 1;
  return 1;
}

static void *steal(void *Unused) {
  int At = Head;
  if (At < Tail && claim(At))
    Taken++;
  return Unused;
}

static void pop(void) {
  int At = --Tail;
  if (At > Head || (At == Head && claim(At)))
    Taken++;
  Tail = At + 1;
}

int main(int Count, char **Arguments) {
  pthread_t Thief;
  Clean = Count > 1;
  pthread_create(&Thief, 0, steal, 0);
  pop();
  pthread_join(Thief, 0);
  assert(Taken <= 1);
  return 0;
}
