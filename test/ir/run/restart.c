// Intent: when the environment asks for Lockstep and no runtime is there, the
// constructor restarts through it, or says what is missing and runs on.
// RUN: %clang -g -O1 %s -o %t
// RUN: env LOCKSTEP_ITERATIONS=1 %t 2>&1 | %filecheck --check-prefixes=CHECK,MISSING %s
// RUN: env LOCKSTEP_TRACE=x LOCKSTEP_RUNTIME=%t.none %t 2>&1 | %filecheck --check-prefixes=CHECK,NAMED %s
// RUN: env LOCKSTEP_STRATEGY=x LOCKSTEP_RUNTIME=libm.so.6 %t 2>&1 | %filecheck --check-prefixes=CHECK,FOREIGN %s
// RUN: env LOCKSTEP_STRATEGY=x LOCKSTEP_RUNTIME=%fake_runtime %t 2>&1 | %filecheck --check-prefixes=CHECK,RESTART %s
// RUN: sh -c 'for V in TIME STOP CORPUS; do env LOCKSTEP_$V=x LOCKSTEP_RUNTIME=%fake_runtime %t || exit 1; done' 2>&1 | grep -c 'fake runtime: restart' | grep 3
// RUN: env LOCKSTEP_ITERATIONS= LOCKSTEP_STRATEGY= LOCKSTEP_JOBS=2 %t 2>&1 | %filecheck --check-prefixes=CHECK,SILENT %s
// RUN: %t 2>&1 | %filecheck --check-prefixes=CHECK,SILENT %s
// MISSING: Lockstep: cannot load the runtime '/nonexistent/liblockstep_rt.so'
// NAMED: Lockstep: cannot load the runtime '{{.*}}.none'
// FOREIGN: Lockstep: 'libm.so.6' is not a runtime of this version
// RESTART: fake runtime: restart
// SILENT-NOT: Lockstep
// CHECK: runs

#include <stdio.h>

int Counter;

int main(void) {
  Counter++;
  puts("runs");
}
