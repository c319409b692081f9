// Intent: messages are sent under a lock. Who finds the queue full waits with
// the lock, and the receiver needs that before it makes room.
// RUN: %known %clang %s
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static mqd_t Queue;
static int Clean;

static void *send(void *Unused) {
  for (int I = 0; I < 2; ++I) {
    pthread_mutex_lock(&Lock);
    if (Clean)
      pthread_mutex_unlock(&Lock);
    mq_send(Queue, "hello", 6, 0);
    if (!Clean)
      pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  struct mq_attr Room = {.mq_maxmsg = 1, .mq_msgsize = 8};
  char Text[32];
  pthread_t Sender;
  Clean = Count > 1;
  snprintf(Text, sizeof Text, "/holding-lock-%d", getpid());
  Queue = mq_open(Text, O_CREAT | O_RDWR, 0600, &Room);
  mq_unlink(Text);
  pthread_create(&Sender, 0, send, 0);
  for (int I = 0; I < 2; ++I) {
    pthread_mutex_lock(&Lock); // to count it
    pthread_mutex_unlock(&Lock);
    mq_receive(Queue, Text, sizeof Text, 0);
  }
  pthread_join(Sender, 0);
  return 0;
}
