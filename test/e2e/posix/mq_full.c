// Intent: a full POSIX message queue blocks its sender, and the report says
// how full it is.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>

static mqd_t Queue;

static void *work(void *Clean) {
  char Message;
  for (int I = 0; I < (Clean ? 3 : 1); ++I)
    mq_receive(Queue, &Message, 1, 0);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct mq_attr Limits = {.mq_maxmsg = 1, .mq_msgsize = 1};
  Queue = mq_open("/lockstep-e2e-full", O_CREAT | O_RDWR, 0600, &Limits);
  mq_unlink("/lockstep-e2e-full");
  pthread_create(&Thread, 0, work, Count > 1 ? &Queue : 0);
  for (int I = 0; I < 3; ++I)
    mq_send(Queue, "x", 1, 0);
  // CHECK: T0 (main) waits for room in queue@mq_full.c:20
  // CHECK: it is full: 1 of 1 message
  // CHECK: nobody left can receive from it
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}mq_full.c:[[@LINE-4]]{{.*}} in main
  pthread_join(Thread, 0);
  return 0;
}
