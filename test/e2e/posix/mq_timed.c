// Intent: mq_timedreceive and mq_timedsend give up with ETIMEDOUT, without
// waiting really; O_NONBLOCK says EAGAIN.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static mqd_t Queue;

static void *work(void *Unused) {
  sleep(100);
  mq_send(Queue, "x", 1, 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  char Message;
  struct mq_attr Limits = {.mq_maxmsg = 1, .mq_msgsize = 1};
  struct timespec Until;
  Queue = mq_open("/lockstep-e2e-timed", O_CREAT | O_RDWR, 0600, &Limits);
  mq_unlink("/lockstep-e2e-timed");
  pthread_create(&Thread, 0, work, 0);
  clock_gettime(CLOCK_REALTIME, &Until);
  Until.tv_sec += Count > 1 ? 1000 : 10;
  assert(mq_timedreceive(Queue, &Message, 1, 0, &Until) == 1);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}mq_timed.c:[[@LINE-1]]{{[:0-9]*}} in main
  assert(!mq_timedsend(Queue, "y", 1, 0, &Until));
  assert(mq_timedsend(Queue, "z", 1, 0, &Until) == -1 && errno == ETIMEDOUT);
  Limits.mq_flags = O_NONBLOCK;
  assert(!mq_setattr(Queue, &Limits, 0));
  assert(mq_send(Queue, "z", 1, 0) == -1 && errno == EAGAIN);
  pthread_join(Thread, 0);
  return 0;
}
