// Intent: streams that threads lock in opposite orders, or never unlock, stop the threads; in one order they do not.
// RUN: %fresh && %twins deadlock %clang %s | FileCheck %s
// RUN: %explore deadlock ./stream_lock once more
#include <pthread.h>
#include <stdio.h>

static FILE *Streams[2];

static void *print(void *Order) {
  FILE *First = Streams[Order != NULL], *Second = Streams[Order == NULL];
  flockfile(First);
  fputs("first\n", First);
  flockfile(First);
  flockfile(Second);
  fputs("second\n", Second);
  funlockfile(Second);
  funlockfile(First);
  funlockfile(First);
  return NULL;
}

static void *forget(void *Unused) {
  flockfile(stdout);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  Streams[0] = stderr;
  Streams[1] = tmpfile();
  int Forgets = Count > 2;
  void *Swapped = Count == 1 ? Arguments : NULL;
  pthread_create(&Threads[0], NULL, Forgets ? forget : print, NULL);
  pthread_create(&Threads[1], NULL, Forgets ? forget : print, Swapped);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], NULL);
  return fclose(Streams[1]);
}
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}stream_lock.c
