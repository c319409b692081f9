// Intent: waits for descriptors of the program's own end when virtual time has passed, none of which is real.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog && env LOCKSTEP_OPTIONS=time_limit=5 %explore passed ./prog
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { Hour = 3600 };
static int Ends[2], Sockets[2], Event;

static time_t now(void) {
  struct timespec Time;
  clock_gettime(CLOCK_MONOTONIC, &Time);
  return Time.tv_sec;
}

static void *write12HoursLater(void *Unused) {
  sleep(12 * Hour);
  assert(write(Ends[1], "x", 1) == 1);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  char Byte;
  assert(!pipe(Ends) && !socketpair(AF_UNIX, SOCK_STREAM, 0, Sockets));
  Event = eventfd(0, 0);
  pthread_create(&Thread, 0, write12HoursLater, 0);
  time_t Begin = now();

  struct pollfd Entry[2] = {{Ends[0], POLLIN, 0}, {-1, POLLIN, 0}};
  assert(poll(Entry, 2, Hour * 1000) == 0 && now() - Begin >= Hour);
  struct timespec Span = {Hour, 0};
  assert(ppoll(Entry, 2, &Span, 0) == 0 && now() - Begin >= 2 * Hour);

  fd_set Set;
  FD_ZERO(&Set);
  FD_SET(Ends[0], &Set);
  struct timeval Time = {Hour, 0};
  assert(select(Ends[0] + 1, &Set, 0, 0, &Time) == 0);
  assert(!FD_ISSET(Ends[0], &Set) && now() - Begin >= 3 * Hour);
  FD_SET(Ends[0], &Set);
  assert(pselect(Ends[0] + 1, &Set, 0, 0, &Span, 0) == 0);
  assert(!FD_ISSET(Ends[0], &Set) && now() - Begin >= 4 * Hour);

  int Poll = epoll_create1(0);
  struct epoll_event Wanted = {.events = EPOLLIN, .data.fd = Event};
  assert(!epoll_ctl(Poll, EPOLL_CTL_ADD, Event, &Wanted));
  assert(epoll_wait(Poll, &Wanted, 1, Hour * 1000) == 0);
  assert(now() - Begin >= 5 * Hour);

  Time = (struct timeval){Hour, 0};
  setsockopt(Sockets[0], SOL_SOCKET, SO_RCVTIMEO, &Time, sizeof Time);
  assert(recv(Sockets[0], &Byte, 1, 0) < 0 && errno == EAGAIN);
  assert(now() - Begin >= 6 * Hour && now() - Begin < 12 * Hour);

  FD_SET(Ends[0], &Set);
  assert(select(Ends[0] + 1, &Set, 0, 0, 0) == 1 && FD_ISSET(Ends[0], &Set));
  assert(poll(Entry, 2, -1) == 1 && Entry[0].revents == POLLIN);
  assert(now() - Begin >= 12 * Hour);
  pthread_join(Thread, 0);
  return 0;
}
