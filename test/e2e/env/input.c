// Intent: every execution reads the same standard input, from a file or through a pipe, with any number of jobs, and the replay command gives it again.
// RUN: %fresh && %clang %s -o prog && seq 1 100 > numbers && head -n 50 numbers > fewer
// RUN: env LOCKSTEP_ITERATIONS=60 LOCKSTEP_STRATEGY=random ./prog < numbers 2>&1 | FileCheck --check-prefix=CLEAN %s
// RUN: cat numbers | env LOCKSTEP_ITERATIONS=60 LOCKSTEP_STRATEGY=random LOCKSTEP_JOBS=3 ./prog 2>&1 | FileCheck --check-prefix=CLEAN %s
// RUN: env LOCKSTEP_ITERATIONS=60 LOCKSTEP_STRATEGY=random LOCKSTEP_JOBS=3 ./prog < numbers 2>&1 | FileCheck --check-prefix=CLEAN %s
// CLEAN: 60 executions, no findings
//
// A file: the command names it.
// RUN: env LOCKSTEP_ITERATIONS=20 not ./prog < fewer > log 2>&1; FileCheck --check-prefix=FILE %s < log
// FILE: Replay: LOCKSTEP_TRACE=lockstep-traces/prog-{{.*}}.lstrace ./prog < fewer
// FILE: SUMMARY: Lockstep: assertion
// RUN: sed -n 's/^Replay: //p' log > replay.sh && not sh replay.sh 2>&1 | FileCheck --check-prefix=FILE %s
//
// A pipe, or a file that is not read from its begin: what came is kept beside the trace, and beside a trace made from it.
// RUN: rm -r lockstep-traces
// RUN: cat fewer | env LOCKSTEP_ITERATIONS=20 not ./prog > log 2>&1; FileCheck --check-prefix=PIPE %s < log
// PIPE: Replay: LOCKSTEP_TRACE=lockstep-traces/prog-[[NAME:.*]].lstrace ./prog < lockstep-traces/prog-[[NAME]].input
// PIPE: SUMMARY: Lockstep: assertion
// RUN: sed -n 's/^Replay: //p' log > replay.sh && not sh replay.sh 2>&1 | FileCheck --check-prefix=PIPE %s
// RUN: %lockstep shrink -o small.lstrace lockstep-traces/*.lstrace < fewer
// RUN: not ls small.input
// RUN: cat fewer | %lockstep shrink -o small.lstrace lockstep-traces/*.lstrace && cmp fewer small.input
// RUN: sh -c 'head -c 2 > /dev/null; LOCKSTEP_ITERATIONS=20 not ./prog' < fewer 2>&1 | FileCheck --check-prefix=PIPE %s
//
// Who does not read it needs none.
// RUN: env LOCKSTEP_ITERATIONS=20 not ./prog unread < fewer 2>&1 | FileCheck --check-prefix=UNREAD %s
// UNREAD: Replay: LOCKSTEP_TRACE=lockstep-traces/prog-{{.*}}.lstrace ./prog unread{{$}}
//
// A pipe in which nothing comes is empty; that something came after all is said.
// RUN: mkfifo begun sent
// RUN: sh -c '(cat begun; echo 1; echo > sent) | LOCKSTEP_ITERATIONS=1 ./prog late' 2>&1 | FileCheck --check-prefix=LATE %s
// LATE: 1 execution, no findings
// LATE: WARNING: standard input is a pipe in which nothing came at first
//
// What is not to be kept.
// RUN: sh -c 'trap "" XFSZ; ulimit -f 1; seq 1 3000 | LOCKSTEP_ITERATIONS=1 not ./prog' 2>&1 | FileCheck --check-prefix=MUCH %s
// MUCH: standard input: {{.*}}; give it as a file
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int Count;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *readNumbers(void *Unused) {
  int Number;
  for (;;) {
    pthread_mutex_lock(&Lock);
    int Got = scanf("%d", &Number);
    Count += Got == 1;
    pthread_mutex_unlock(&Lock);
    if (Got != 1)
      return Unused;
  }
}

int main(int Arguments, char **Names) {
  pthread_t Threads[2];
  setbuf(stdin, NULL); // many small reads
  if (Arguments > 1 && !strcmp(Names[1], "late")) {
    close(open("begun", O_WRONLY)); // somebody writes now
    close(open("sent", O_RDONLY));  // and has written
    assert(getchar() == EOF);
    return 0;
  }
  for (int I = 0; I < 2 && Arguments == 1; ++I)
    pthread_create(&Threads[I], 0, readNumbers, 0);
  for (int I = 0; I < 2 && Arguments == 1; ++I)
    pthread_join(Threads[I], 0);
  assert(Count == 100);
}
