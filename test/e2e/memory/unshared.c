// Intent: plain data that only one thread touches is no scheduling point:
// three threads with a thousand accesses each make a handful of steps.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>

static int Table[3][1000];

static void *work(void *Row) {
  int *Mine = Row;
  for (int I = 1; I < 1000; ++I)
    Mine[I] += Mine[I - 1] + I;
  return 0;
}

int main(void) {
  pthread_t Threads[3];
  for (int I = 0; I < 3; ++I)
    pthread_create(&Threads[I], 0, work, Table[I]);
  for (int I = 0; I < 3; ++I)
    pthread_join(Threads[I], 0);
  return Table[0][999] != Table[2][999];
}
// CHECK-COUNT-3: no findings ({{.*}}, 4 threads, up to {{[1-3]?[0-9]}} steps)
