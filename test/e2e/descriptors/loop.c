// Intent: an event loop waits for its threads: one that is not told of all work never ends.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { Threads = 2 };
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Queued, Event, Clean;

static void *work(void *Unused) {
  uint64_t One = 1;
  pthread_mutex_lock(&Lock);
  int WasEmpty = Queued == 0;
  if (Clean)
    ++Queued;
  pthread_mutex_unlock(&Lock);
  if (!Clean) {
    pthread_mutex_lock(&Lock);
    ++Queued;
    pthread_mutex_unlock(&Lock);
    WasEmpty = Queued == 1;
  }
  if (WasEmpty)
    assert(write(Event, &One, sizeof One) == sizeof One);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Handles[Threads];
  uint64_t Value;
  int Done = 0, Stop[2], Poll = epoll_create1(EPOLL_CLOEXEC);
  Clean = Count > 1;
  Event = eventfd(0, EFD_NONBLOCK);
  assert(!pipe2(Stop, O_NONBLOCK | O_CLOEXEC));
  struct epoll_event Wanted = {.events = EPOLLIN, .data.fd = Event};
  assert(!epoll_ctl(Poll, EPOLL_CTL_ADD, Event, &Wanted));
  Wanted.data.fd = Stop[0];
  assert(!epoll_ctl(Poll, EPOLL_CTL_ADD, Stop[0], &Wanted));
  for (int I = 0; I < Threads; ++I)
    pthread_create(&Handles[I], 0, work, 0);
  while (Done < Threads) {
    struct epoll_event Got;
    assert(epoll_wait(Poll, &Got, 1, -1) == 1 && Got.data.fd == Event);
    // CHECK: Lockstep: deadlock
    // CHECK: T0 (main) waits on {{.*}}descriptor@
    // CHECK: SUMMARY: Lockstep: deadlock {{.*}}loop.c:[[@LINE-3]]
    assert(read(Event, &Value, sizeof Value) == sizeof Value);
    pthread_mutex_lock(&Lock);
    Done += Queued;
    Queued = 0;
    pthread_mutex_unlock(&Lock);
  }
  for (int I = 0; I < Threads; ++I)
    pthread_join(Handles[I], 0);
  return 0;
}
