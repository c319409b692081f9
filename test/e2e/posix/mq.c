// Intent: POSIX message queues: mq_send waits while it is full, mq_receive
// while it is empty; priorities come first.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>

static mqd_t Queue;

static void *work(void *Unused) {
  for (char I = 0; I < 3; ++I)
    assert(!mq_send(Queue, &I, 1, I));
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct mq_attr Limits = {.mq_maxmsg = 2, .mq_msgsize = 1};
  Queue = mq_open("/lockstep-e2e", O_CREAT | O_RDWR, 0600, &Limits);
  assert(Queue != (mqd_t)-1);
  pthread_create(&Thread, 0, work, 0);
  char Message;
  unsigned Priority;
  for (int I = 0; I < (Count > 1 ? 3 : 4); ++I) {
    assert(mq_receive(Queue, &Message, 1, &Priority) == 1);
    assert(Priority == (unsigned)Message);
  }
  pthread_join(Thread, 0);
  assert(!mq_close(Queue) && !mq_unlink("/lockstep-e2e"));
  return 0;
}
// CHECK: T0 (main) waits for a message in queue@mq.c:20
// CHECK: it is empty
// CHECK: nobody left can send to it
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}mq.c:{{.*}} in main
