// Intent: what was written to a pipe comes before what is read from it.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

static int Ends[2], Data;

static void *produce(void *Early) {
  char Byte = 0;
  if (!Early)
    Data = 1;
  if (write(Ends[1], &Byte, 1) != 1)
    return &Data;
  if (Early)
    Data = 1;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Producer;
  char Byte;
  void *Failed;
  if (pipe2(Ends, O_NONBLOCK))
    return 1;
  pthread_create(&Producer, 0, produce, Count > 1 ? 0 : &Data);
  while (read(Ends[0], &Byte, 1) != 1)
    sched_yield();
  ++Data;
  pthread_join(Producer, &Failed);
  return Failed != 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}pipe.c
