// Intent: with interrupts a call fails with EINTR where it would have to wait,
// and only there: not where there is something to read, or room to write.
// RUN: %fresh && %choice interrupts=1 assertion %clang %s | FileCheck %s
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void readsWhatIsThere(int File) {
  char Byte;
  fd_set Set = {0};
  struct pollfd Entry = {File, POLLIN, 0};
  FD_SET(File, &Set);
  assert(poll(&Entry, 1, -1) == 1);
  assert(select(File + 1, &Set, 0, 0, 0) == 1 && FD_ISSET(File, &Set));
  assert(read(File, &Byte, 1) == 1);
}

int main(int Count, char **Arguments) {
  int Ends[2], Sockets[2];
  char Byte;
  assert(!pipe(Ends) && !socketpair(AF_UNIX, SOCK_STREAM, 0, Sockets));
  assert(write(Ends[1], "x", 1) == 1 && send(Sockets[0], "xy", 2, 0) == 2);
  assert(recv(Sockets[1], &Byte, 1, 0) == 1);
  readsWhatIsThere(Ends[0]);
  readsWhatIsThere(Sockets[1]);
  assert(flock(memfd_create("lock", 0), LOCK_EX) == 0);
  struct pollfd Nothing = {Ends[0], POLLIN, 0};
  int Ready = poll(&Nothing, 1, 1);
  assert(Ready == 0 || (Count > 1 && Ready < 0 && errno == EINTR));
  return 0;
}
// CHECK: interrupted, by choice (interrupts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}descriptor_interrupts.c:[[@LINE-4]]
