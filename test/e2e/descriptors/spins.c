// Intent: who asks a descriptor again and again lets those go on who make it ready.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog && %explore passed ./prog
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

static int Ends[2];

static void *work(void *Unused) {
  assert(write(Ends[1], "xy", 2) == 2);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  char Byte;
  assert(!pipe2(Ends, O_NONBLOCK));
  pthread_create(&Thread, 0, work, 0);
  while (read(Ends[0], &Byte, 1) < 0)
    assert(errno == EAGAIN);
  struct pollfd Entry = {Ends[0], POLLIN, 0};
  while (poll(&Entry, 1, 0) == 0)
    sched_yield();
  assert(read(Ends[0], &Byte, 1) == 1 && Byte == 'y');
  pthread_join(Thread, 0);
  return 0;
}
