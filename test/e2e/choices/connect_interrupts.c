// Intent: with interrupts connect fails with EINTR where it would have to wait,
// and never where it is done at once.
// RUN: %fresh && %choice interrupts=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

static struct sockaddr_un Name = {.sun_family = AF_UNIX};
static socklen_t Length = sizeof Name;

static int reach(void) {
  struct timeval Limit = {0, 1000};
  int Socket = socket(AF_UNIX, SOCK_STREAM, 0);
  setsockopt(Socket, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof Limit);
  return connect(Socket, (struct sockaddr *)&Name, Length) ? errno : 0;
}

int main(int Count, char **Arguments) {
  int Server = socket(AF_UNIX, SOCK_STREAM, 0);
  // The kernel chooses a name.
  assert(!bind(Server, (struct sockaddr *)&Name, sizeof Name.sun_family));
  assert(!getsockname(Server, (struct sockaddr *)&Name, &Length));
  assert(!listen(Server, 0));
  assert(reach() == 0);
  int Error = reach(); // The queue of the listener is full.
  assert(Error == EAGAIN || (Count > 1 && Error == EINTR));
  return 0;
}
// CHECK: interrupted, by choice (interrupts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}connect_interrupts.c:[[@LINE-4]]
