// Intent: what is read from a stream comes after who flushed the stream at the other end of its pipe.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static FILE *From, *To;
static int Way, Data;

static int hasRead(void) {
  static char *Line, Bytes[8];
  static size_t Size;
  clearerr(From);
  switch (Way) {
  case 0:
    return fread(Bytes, 1, 1, From) == 1;
  case 1:
    return fgets(Bytes, sizeof Bytes, From) != 0;
  case 2:
    return getc(From) != EOF;
  default:
    return getline(&Line, &Size, From) > 0;
  }
}

static void *produce(void *Early) {
  if (Early)
    Data = 1;
  fputs("line\n", To);
  fflush(To);
  if (!Early)
    Data = 1;
  return 0;
}

int main(int Count, char **Arguments) {
  for (Way = 0; Way < 4; ++Way) {
    pthread_t Producer;
    int Ends[2];
    if (pipe2(Ends, O_NONBLOCK))
      return 1;
    From = fdopen(Ends[0], "r");
    To = fdopen(Ends[1], "w");
    pthread_create(&Producer, 0, produce, Count > 1 ? Arguments : 0);
    while (!hasRead())
      sched_yield();
    ++Data;
    pthread_join(Producer, 0);
  }
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}stream_pipe.c
