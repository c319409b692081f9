// Intent: a plug-in that crashes, exits, throws or hangs, in an execution or in
// the driver, ends the campaign with status 2, its name and the function; it is
// never a finding of the program, nor a pass.
// RUN: %fresh && %clang %s -o prog && %plainxx -shared -fPIC %S/Inputs/fatal.cpp -o fatal.so
// RUN: sh -c 'for J in 1 2; do for I in create begin pick executed learn; do for H in crash exit throw; do LOCKSTEP_JOBS=$J LOCKSTEP_ITERATIONS=10 LOCKSTEP_STRATEGY=./fatal.so:in=$I,how=$H ./prog; echo status $?; done; done; done' > all 2>&1
// RUN: FileCheck %s < all && grep -c 'status 2' all | grep '^30$' && not ls lockstep-traces
// RUN: sh -c 'for I in create pick learn; do LOCKSTEP_OPTIONS=time_limit=1 LOCKSTEP_STRATEGY=./fatal.so:in=$I,how=hang ./prog; echo status $?; done' 2>&1 | FileCheck %s --check-prefix=HANG
// RUN: sh -c 'LOCKSTEP_OPTIONS=switcher=threads LOCKSTEP_STRATEGY=./fatal.so:in=pick,how=crash ./prog; echo status $?' 2>&1 | FileCheck %s --check-prefix=PICK
// RUN: sh -c 'head -c 4096 fatal.so > cut.so; LOCKSTEP_STRATEGY=./cut.so ./prog; echo status $?' 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: env LOCKSTEP_ITERATIONS=10 LOCKSTEP_STRATEGY=./fatal.so ./prog 2>&1 | FileCheck %s --check-prefix=CLEAN
#include <pthread.h>

static void *work(void *Unused) { return Unused; }

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-NOT: SUMMARY
// CHECK: Lockstep: plug-in './fatal.so': its create() ended with SIGSEGV (invalid memory access)
// CHECK: its create() ended the process with status 0
// CHECK: its create() ended with SIGABRT (abort)
// CHECK: its begin() ended with SIGSEGV
// CHECK: its pick() ended with SIGSEGV
// CHECK: its pick() ended the process with status 0
// CHECK: its pick() ended with SIGABRT
// CHECK: its executed() ended with SIGSEGV
// CHECK: its learn() ended with SIGSEGV
// CHECK: its learn() ended the process with status 0
// CHECK: its learn() ended with SIGABRT
// CHECK-NOT: SUMMARY
// HANG: its create() did not return within 1 second (time_limit in LOCKSTEP_OPTIONS)
// HANG: its pick() did not return within 1 second
// HANG: its learn() did not return within 1 second
// HANG-NEXT: status 2
// PICK: plug-in './fatal.so': its pick() ended with SIGSEGV
// PICK-NEXT: status 2
// CUT: {{plug-in './cut.so': loading it ended with SIGBUS|cannot load the plug-in './cut.so'}}
// CUT: status 2
// CLEAN: 10 executions, no findings (./fatal.so
