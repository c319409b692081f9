// Intent: Peterson's lock with the two stores in the wrong order: the turn is
// given away before the wish is known.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Wants[2], Turn, Inside;
static int Clean;

static void *work(void *Thread) {
  int Self = Thread != 0, Other = !Self;
  if (Clean)
    Wants[Self] = 1;
  Turn = Other;
  Wants[Self] = 1;
  while (Wants[Other] && Turn == Other)
    ;
  assert(++Inside == 1);
  Inside--;
  Wants[Self] = 0;
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
