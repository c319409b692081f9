// Intent: what child processes write is waited for in real time, and changes no schedule.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog && env LOCKSTEP_ITERATIONS=20 %explore passed ./prog | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  char Text[8];
  int Ends[2];
  pthread_create(&Thread, 0, work, 0);
  FILE *Child = popen("sleep 0.01; echo hi", "r");
  assert(Child && fgets(Text, sizeof Text, Child) && !strcmp(Text, "hi\n"));
  pclose(Child);

  assert(!pipe(Ends));
  pid_t Forked = fork();
  if (!Forked) {
    usleep(1000);
    _exit(write(Ends[1], "x", 1) != 1);
  }
  assert(read(Ends[0], Text, 1) == 1);
  assert(waitpid(Forked, 0, 0) == Forked);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: not under control: {{.*}}read
