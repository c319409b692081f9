// Intent: who finds the end of a pipe or a connection comes after who closed it, in whatever way.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum Way { Close, CloseRange, CloseStream, Dup2, Dup3, Shutdown, WayCount };

static enum Way Way;
static int Ends[2], Data;

static void end(void) {
  switch (Way) {
  case Close:
    close(Ends[1]);
    break;
  case CloseRange:
    close_range(Ends[1], Ends[1], 0);
    break;
  case CloseStream:
    fclose(fdopen(Ends[1], "w"));
    break;
  case Dup2:
    dup2(STDERR_FILENO, Ends[1]);
    break;
  case Dup3:
    dup3(STDERR_FILENO, Ends[1], O_CLOEXEC);
    break;
  default:
    shutdown(Ends[1], SHUT_WR);
  }
}

static void *endLate(void *Unused) {
  end();
  Data = 1;
  return Unused;
}

static void *endEarly(void *Unused) {
  Data = 1;
  end();
  return Unused;
}

int main(int Count, char **Arguments) {
  (void)Arguments;
  for (Way = 0; Way < WayCount; ++Way) {
    pthread_t Ending;
    char Byte;
    if (Way == Shutdown
            ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, Ends)
            : pipe2(Ends, O_NONBLOCK))
      return 1;
    pthread_create(&Ending, 0, Count > 1 ? endEarly : endLate, 0);
    while (read(Ends[0], &Byte, 1) != 0)
      sched_yield();
    ++Data;
    pthread_join(Ending, 0);
  }
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}closing.c
