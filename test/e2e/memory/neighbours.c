// Intent: two variables in one word are two places: what one thread does with
// its own hides nothing of what is shared beside it.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static struct {
  short Mine, Shared, Own;
} Word;

static void *work(void *Unused) {
  for (int I = 0; I < 3; ++I) {
    ++Word.Mine;
    ++Word.Shared;
    ++Word.Own;
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  short Early = Word.Shared;
  pthread_join(Thread, 0);
  assert(Word.Mine == 3 && Word.Shared == 3 && Word.Own == 3);
  assert(Count > 1 || Early == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}neighbours.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
