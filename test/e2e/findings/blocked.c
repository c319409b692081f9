// Intent: a call that blocks outside Lockstep's control is named and ended,
// and does not hang the tool.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=time_limit=1 %explore blocked-outside ./prog | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

static int Pipe; // with a name: others may write to it

static void *listen(void *Unused) {
  char Byte;
  return read(Pipe, &Byte, 1) == 1 ? &Pipe : Unused;
  // CHECK: Lockstep: blocked-outside: unknown: T1 is blocked in read, outside Lockstep's control
  // CHECK: The call waits for something that Lockstep does not control.
  // CHECK: at {{.*}}blocked.c:[[@LINE-3]]{{.*}} in listen
  // CHECK: T0 (main) waits for thread T1 to end
  // CHECK: Calls that Lockstep does not control
  // CHECK-NEXT: read, {{[0-9]+}} time{{s?}}, first at {{.*}}blocked.c:[[@LINE-6]]
  // CHECK: SUMMARY: Lockstep: blocked-outside {{.*}}blocked.c:[[@LINE-7]]{{.*}} in listen
}

int main(void) {
  pthread_t Thread;
  unlink("pipe");
  if (mkfifo("pipe", 0600) || (Pipe = open("pipe", O_RDWR)) < 0)
    return 1;
  pthread_create(&Thread, 0, listen, 0);
  pthread_join(Thread, 0);
  return 0;
}
