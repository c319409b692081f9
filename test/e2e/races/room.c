// Intent: who finds room in a pipe that was full comes after who read from it.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

static int Ends[2], Data;
static char Bytes[4096];

static void *makeRoom(void *Early) {
  if (Early)
    Data = 1;
  if (read(Ends[0], Bytes, sizeof Bytes) != sizeof Bytes)
    return &Data;
  if (!Early)
    Data = 1;
  return 0;
}

int main(int Count, char **Arguments) {
  for (int OnlyAsks = 0; OnlyAsks < 2; ++OnlyAsks) {
    pthread_t Reader;
    struct pollfd File;
    if (pipe2(Ends, OnlyAsks ? 0 : O_NONBLOCK))
      return 1;
    int Size = fcntl(Ends[1], F_SETPIPE_SZ, (int)sizeof Bytes);
    if (write(Ends[1], Bytes, sizeof Bytes) != Size)
      return 1;
    pthread_create(&Reader, 0, makeRoom, Count > 1 ? Arguments : 0);
    File = (struct pollfd){Ends[1], POLLOUT, 0};
    while (OnlyAsks ? poll(&File, 1, 0) != 1 : write(Ends[1], "", 1) != 1)
      sched_yield();
    ++Data;
    pthread_join(Reader, 0);
  }
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}room.c
