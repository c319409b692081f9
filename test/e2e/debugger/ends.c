// REQUIRES: gdb
// Intent: an execution that fails stops where it fails: at the signal, at the
// exit, in the wrong call; where nothing can stop it, at its last step.
// RUN: %fresh && %clang %s -o prog
// RUN: %S/../Inputs/in-gdb %lockstep ./prog segv | FileCheck %s --check-prefix=SEGV
// RUN: %S/../Inputs/in-gdb %lockstep ./prog kill | FileCheck %s --check-prefix=KILL
// RUN: %S/../Inputs/in-gdb %lockstep ./prog exit | FileCheck %s --check-prefix=EXIT
// RUN: %S/../Inputs/in-gdb %lockstep ./prog unlock | FileCheck %s --check-prefix=UNLOCK
// RUN: %S/../Inputs/in-gdb %lockstep ./prog loop | FileCheck %s --check-prefix=LOOP
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Kind) {
  char First = *(char *)Kind;
  if (First == 's')
    *(volatile int *)8 = 1; // SEGV: Step {{.*}} is done. T1 did: {{.*}}. Then: SIGSEGV.
  if (First == 'k') // SEGV-NEXT: {{.*}} in work ({{.*}}) at {{.*}}ends.c:[[@LINE-1]]
    raise(SIGKILL); // KILL: gdb cannot stop it there. This is its last step:
  if (First == 'e') // KILL-NEXT: Step [[LAST:[0-9]+]] of [[LAST]]. T1 is about to:
    exit(3);        // EXIT: Step {{.*}} is done. T1 did: thread starts. Then: exit.
  if (First == 'u') // EXIT-NEXT: {{.*}} in work ({{.*}}) at {{.*}}ends.c:[[@LINE-1]]
    pthread_mutex_unlock(&Lock); // UNLOCK: T1 did: unlock Lock. Then: misuse.
  while (First == 'l')           // UNLOCK-NEXT: {{.*}}ends.c:[[@LINE-1]]
    ; // LOOP: Step [[LAST:[0-9]+]] of [[LAST]]. T1 is about to: {{.*}} then: time-limit.
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_mutex_lock(&Lock);
  pthread_create(&Thread, 0, work, Arguments[Count - 1]);
  pthread_join(Thread, 0);
  return 0;
}
