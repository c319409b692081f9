// Intent: what is wrong with a corpus is said, with the file, and does not keep
// the campaign from running; a folder that cannot be one is an error.
// RUN: %fresh && %clang %s -pthread -o program && mkdir kept && echo no > kept/x.lstrace && echo hello > kept/README && mkfifo kept/pipe.lstrace
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./program > out 2>&1
// RUN: FileCheck %s < out
// A file's name does not act on the terminal.
// RUN: sh -c 'echo no > "kept/$(printf "a\033[31mb").lstrace"; LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./program; %lockstep corpus kept; rm kept/a*b.lstrace' 2>&1 | FileCheck --check-prefix=NAME %s
// RUN: rm kept/pipe.lstrace && head -c 100 kept/program-*.lstrace > kept/cut.lstrace
// RUN: env LOCKSTEP_CORPUS=kept LOCKSTEP_ITERATIONS=5 ./program 2>&1 | FileCheck --check-prefix=CUT %s
// RUN: grep -q hello kept/README
// RUN: not env LOCKSTEP_CORPUS=kept/README LOCKSTEP_ITERATIONS=5 ./program 2>&1 | FileCheck --check-prefix=FILE %s
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Value;

static void *work(void *Unused) {
  ++Value;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  int Seen = Value;
  pthread_join(Thread, 0);
  return Seen > 1;
}
// CHECK: WARNING: the trace 'kept/pipe.lstrace' is not a file; it is left out
// CHECK: WARNING: {{.*}}kept/x.lstrace{{.*}}left out of the corpus
// CHECK: 5 executions, no findings
// NAME: WARNING: the trace 'kept/a\x1b[31mb.lstrace' cannot be used
// NAME: warning: 'kept/a\x1b[31mb.lstrace'
// CUT: WARNING: {{.*}}kept/cut.lstrace
// FILE: LOCKSTEP_CORPUS: {{.*}}'kept/README'{{.*}}name another
