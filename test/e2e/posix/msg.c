// Intent: System V queues: msgsnd and msgrcv, by type; a receiver of a type
// that nobody sends waits for ever.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sys/ipc.h>
#include <sys/msg.h>

struct message {
  long Type;
  char Text[4];
};
static int Queue;

static void *work(void *Clean) {
  struct message One = {.Type = 1, .Text = "one"};
  struct message Two = {.Type = Clean ? 2 : 3, .Text = "two"};
  assert(!msgsnd(Queue, &One, 4, 0) && !msgsnd(Queue, &Two, 4, 0));
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct message Got;
  Queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
  assert(msgrcv(Queue, &Got, 4, 0, IPC_NOWAIT) == -1 && errno == ENOMSG);
  pthread_create(&Thread, 0, work, Count > 1 ? &Queue : 0);
  assert(msgrcv(Queue, &Got, 4, 2, 0) == 4 && Got.Text[1] == 'w');
  // CHECK: T0 (main) waits for a message in queue@msg.c:26
  // CHECK: it holds 2 messages, none that it asks for
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}msg.c:[[@LINE-3]]{{.*}} in main
  assert(msgrcv(Queue, &Got, 4, 0, 0) == 4 && Got.Text[1] == 'n');
  pthread_join(Thread, 0);
  assert(!msgctl(Queue, IPC_RMID, 0));
  return 0;
}
