// Intent: a hash table grows: the new table is announced before the entries have
// been moved, and who looks for one does not find it.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { Key = 5 };
static _Atomic int Small[2] = {0, Key}, Large[8];
static _Atomic(_Atomic int *) Table = Small;
static int Clean;

static void *grow(void *Unused) {
  if (Clean)
    Large[Key % 8] = Key;
  Table = Large;
  Large[Key % 8] = Key;
  return Unused;
}

static int contains(int Wanted) {
  _Atomic int *Here = Table;
  return Here[Here == Small ? Wanted % 2 : Wanted % 8] == Wanted;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, grow, 0);
  assert(contains(Key));
  pthread_join(Thread, 0);
  return 0;
}
