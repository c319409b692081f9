// Intent: who is told that there is something to read comes after who wrote it, even when nobody reads.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

enum Way { Poll, PPoll, Select, PSelect, Epoll, EpollTwice, WayCount };

static enum Way Way;
static int Ends[2], Set, Data;

static int isReady(void) {
  struct pollfd File = {Ends[0], POLLIN, 0};
  struct epoll_event Event;
  struct timeval Now = {0, 0};
  struct timespec NoTime = {0, 0};
  fd_set Read;
  FD_ZERO(&Read);
  FD_SET(Ends[0], &Read);
  switch (Way) {
  case Poll:
    return poll(&File, 1, 0);
  case PPoll:
    return ppoll(&File, 1, &NoTime, 0);
  case Select:
    return select(Ends[0] + 1, &Read, 0, 0, &Now);
  case PSelect:
    return pselect(Ends[0] + 1, &Read, 0, 0, &NoTime, 0);
  case Epoll:
    return epoll_wait(Set, &Event, 1, 0);
  default:
    return epoll_pwait(dup(Set), &Event, 1, 0, 0);
  }
}

static void *produce(void *Early) {
  if (Early)
    Data = 1;
  if (write(Ends[1], "", 1) != 1)
    return &Data;
  if (!Early)
    Data = 1;
  return 0;
}

int main(int Count, char **Arguments) {
  Set = epoll_create1(0);
  for (Way = 0; Way < WayCount; ++Way) {
    pthread_t Producer;
    struct epoll_event Wanted = {.events = EPOLLIN, .data.u32 = 17};
    if (pipe2(Ends, 0) || epoll_ctl(Set, EPOLL_CTL_ADD, Ends[0], &Wanted))
      return 1;
    pthread_create(&Producer, 0, produce, Count > 1 ? Arguments : 0);
    while (!isReady())
      sched_yield();
    ++Data;
    pthread_join(Producer, 0);
    close(Ends[0]);
  }
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}ready.c
