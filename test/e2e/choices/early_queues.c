// Intent: a timed wait for a message, or for room for one, may be over while
// another thread could still send or take one.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE -DFULL=0 '-DTIMED=mq_timedreceive(Queue, Text, 8, 0, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE -DFULL=1 '-DTIMED=mq_timedsend(Queue, Text, 8, 0, &Until)' %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <time.h>

static mqd_t Queue;
static char Text[8];

static void *work(void *Unused) {
  FULL ? mq_receive(Queue, Text, 8, 0) : mq_send(Queue, "x", 1, 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  long Got;
  struct mq_attr Limits = {.mq_maxmsg = 1, .mq_msgsize = 8};
  Queue = mq_open("/lockstep-e2e-early", O_CREAT | O_RDWR, 0600, &Limits);
  mq_unlink("/lockstep-e2e-early");
  if (FULL)
    mq_send(Queue, "y", 1, 0);
  pthread_create(&Thread, 0, work, 0);
  struct timespec Until;
  do {
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 10;
  } while ((Got = TIMED) < 0 && errno == ETIMEDOUT && Count > 1);
  assert(Got >= 0);
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_queues.c
