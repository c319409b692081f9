// Intent: with early_timeouts a poll of a descriptor between threads may end before its time.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static int Ends[2];

static void *work(void *Unused) {
  assert(write(Ends[1], "x", 1) == 1);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  assert(!pipe(Ends));
  pthread_create(&Thread, 0, work, 0);
  struct pollfd Entry = {Ends[0], POLLIN, 0};
  int Ready = poll(&Entry, 1, 10000);
  assert(Ready == 1 || Count > 1);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: early_timeouts
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_poll.c:[[@LINE-5]]
