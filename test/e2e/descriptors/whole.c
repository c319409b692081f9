// Intent: a write that blocks passes on all that it was given, in as many parts as its readers take.
// RUN: %fresh && %clang %s -o prog && %explore passed ./prog
#include <assert.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum { Size = 300000 };
static int Ends[2], Sockets[2];
static char Sent[Size], Got[70000];

static void *send2(void *Unused) {
  assert(write(Ends[1], Sent, Size) == Size);
  close(Ends[1]);
  assert(send(Sockets[0], Sent, Size, 0) == Size);
  close(Sockets[0]);
  return Unused;
}

static void take(int From) {
  ssize_t Sum = 0, Part;
  while ((Part = read(From, Got, sizeof Got)) > 0)
    Sum += Part;
  assert(Part == 0 && Sum == Size);
}

int main(void) {
  pthread_t Thread;
  assert(!pipe(Ends) && !socketpair(AF_UNIX, SOCK_STREAM, 0, Sockets));
  pthread_create(&Thread, 0, send2, 0);
  take(Ends[0]);
  take(Sockets[1]);
  pthread_join(Thread, 0);
  return 0;
}
