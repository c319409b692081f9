// Intent: a full System V queue blocks msgsnd until somebody receives.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <sys/ipc.h>
#include <sys/msg.h>

struct message {
  long Type;
  char Text[4000];
};
static int Queue;

static void *work(void *Clean) {
  struct message Got;
  if (Clean)
    for (int I = 0; I < 10; ++I)
      assert(msgrcv(Queue, &Got, sizeof Got.Text, 0, 0) == sizeof Got.Text);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  static struct message Large = {.Type = 1};
  Queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
  pthread_create(&Thread, 0, work, Count > 1 ? &Queue : 0);
  for (int I = 0; I < 10; ++I)
    assert(!msgsnd(Queue, &Large, sizeof Large.Text, 0));
  // CHECK: T0 (main) waits for room in queue@msg_full.c:25
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}msg_full.c:[[@LINE-2]]{{.*}} in main
  pthread_join(Thread, 0);
  return 0;
}
