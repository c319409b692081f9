// Intent: with interrupts a queue that is empty is left with EINTR, one with a
// message never is; System V queues alike.
// RUN: %fresh && %choice interrupts=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <sys/msg.h>

static int Queue, Other;
static struct {
  long Type;
  char Text[1];
} Letter = {1, "y"};

static void *work(void *Unused) {
  assert(mq_send(Queue, "x", 1, 0) == 0); // There is room: nothing to wait for.
  assert(msgsnd(Other, &Letter, 1, 0) == 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  struct mq_attr Limits = {.mq_maxmsg = 1, .mq_msgsize = 1};
  pthread_t Thread;
  char Got;
  int Error;
  Queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &Limits);
  Other = msgget(IPC_PRIVATE, 0600);
  pthread_create(&Thread, 0, work, 0);
  while ((Error = mq_receive(Queue, &Got, 1, 0)) != 1 && Count > 1)
    assert(errno == EINTR);
  assert(Error == 1);
  while (msgrcv(Other, &Letter, 1, 0, 0) != 1)
    assert(errno == EINTR);
  return pthread_join(Thread, 0);
}
// CHECK: receive queue{{.*}}: interrupted, by choice (interrupts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}queue_interrupts.c:[[@LINE-6]]
