// Intent: connections of a program to itself are waited for as threads are, whoever comes first.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { Clients = 2 };
static struct sockaddr_storage Where;
static socklen_t Length;
static int Clean;

static void *ask(void *Number) {
  char Byte = (char)(long)Number;
  int Socket = socket(Where.ss_family, SOCK_STREAM, 0);
  assert(!connect(Socket, (struct sockaddr *)&Where, Length));
  assert(send(Socket, &Byte, 1, 0) == 1);
  assert(recv(Socket, &Byte, 1, 0) == 1 && Byte == (char)(long)Number + 1);
  assert(recv(Socket, &Byte, 1, 0) == 0); // the other end is closed
  close(Socket);
  return 0;
}

static void serve(int Listener) {
  pthread_t Handles[Clients];
  char Byte;
  for (long I = 0; I < Clients; ++I)
    pthread_create(&Handles[I], 0, ask, (void *)I);
  for (int I = 0; I < Clients; ++I) {
    int Socket = accept(Listener, 0, 0);
    assert(Socket >= 0 && recv(Socket, &Byte, 1, 0) == 1);
    assert(Clean || Byte == I); // nothing says who comes first
    // CHECK-NOT: Calls that Lockstep does not control
    // CHECK: SUMMARY: Lockstep: assertion {{.*}}sockets.c:[[@LINE-2]]
    ++Byte;
    assert(send(Socket, &Byte, 1, 0) == 1);
    close(Socket);
  }
  for (int I = 0; I < Clients; ++I)
    pthread_join(Handles[I], 0);
  close(Listener);
}

static int listenAt(const void *Address, socklen_t Size) {
  int Listener =
      socket(((const struct sockaddr *)Address)->sa_family, SOCK_STREAM, 0);
  assert(!bind(Listener, Address, Size) && !listen(Listener, Clients));
  Length = sizeof Where;
  assert(!getsockname(Listener, (struct sockaddr *)&Where, &Length));
  return Listener;
}

int main(int Count, char **Arguments) {
  struct sockaddr_in Internet = {.sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct sockaddr_un Local = {.sun_family = AF_UNIX};
  Clean = Count > 1;
  serve(listenAt(&Local, sizeof(sa_family_t))); // the kernel chooses a name
  serve(listenAt(&Internet, sizeof Internet));
  return 0;
}
