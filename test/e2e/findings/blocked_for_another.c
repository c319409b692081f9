// Intent: a thread that waits for threads and for the world is the one that is blocked, whoever came last.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: env LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=time_limit=1 %explore blocked-outside ./prog | FileCheck %s
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *lock(void *Unused) {
  pthread_mutex_lock(&Lock);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

static void *loop(void *Poll) {
  struct epoll_event Got;
  epoll_wait(*(int *)Poll, &Got, 1, -1);
  // CHECK: Lockstep: blocked-outside: unknown: T1 is blocked in epoll_wait, outside Lockstep's control
  // CHECK: at {{.*}}blocked_for_another.c:[[@LINE-2]]{{.*}} in loop
  // CHECK: T2 waits to lock mutex 'Lock'
  // CHECK: T1 stands here:
  // CHECK: SUMMARY: Lockstep: blocked-outside {{.*}}blocked_for_another.c:[[@LINE-5]]{{.*}} in loop
  return 0;
}

int main(void) {
  int Poll = epoll_create1(0), Event = eventfd(0, 0);
  int Timer = timerfd_create(CLOCK_MONOTONIC, 0); // which nobody sets
  struct epoll_event Wanted = {.events = EPOLLIN};
  epoll_ctl(Poll, EPOLL_CTL_ADD, Event, &Wanted);
  epoll_ctl(Poll, EPOLL_CTL_ADD, Timer, &Wanted);
  pthread_t Threads[2];
  pthread_mutex_lock(&Lock);
  pthread_create(&Threads[0], 0, loop, &Poll);
  pthread_create(&Threads[1], 0, lock, 0);
  pthread_join(Threads[0], 0);
  return 0;
}
