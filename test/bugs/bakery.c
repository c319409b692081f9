// Intent: Lamport's bakery without the sign that somebody is still choosing: who
// looks meanwhile does not know that the same number is about to be drawn.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Choosing[2], Number[2], Inside;
static int Clean;

static void *work(void *Thread) {
  int Self = Thread != 0, Other = !Self;
  Choosing[Self] = Clean;
  Number[Self] = Number[Other] + 1;
  Choosing[Self] = 0;
  while (Choosing[Other])
    ;
  for (;;) {
    int Theirs = Number[Other], Mine = Number[Self];
    if (!Theirs || Mine < Theirs || (Mine == Theirs && Self < Other))
      break;
  }
  assert(++Inside == 1);
  Inside--;
  Number[Self] = 0;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, work, &Clean);
  work(0);
  pthread_join(Thread, 0);
  return 0;
}
