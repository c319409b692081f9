// Intent: a reader gets the pointer before it says that it reads; the writer
// sees no reader and takes the old version away.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Versions[2] = {1, 1}; // 0: taken away
static _Atomic int Current, Readers;
static int Clean;

static void *read(void *Unused) {
  int Mine;
  if (Clean) {
    Readers++;
    Mine = Current;
  } else {
    Mine = Current;
    Readers++;
  }
  assert(Versions[Mine]);
  Readers--;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Reader;
  Clean = Count > 1;
  pthread_create(&Reader, 0, read, 0);
  Current = 1;
  while (Readers)
    ;
  Versions[0] = 0;
  pthread_join(Reader, 0);
  return 0;
}
