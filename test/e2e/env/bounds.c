// Intent: LOCKSTEP_ITERATIONS and LOCKSTEP_TIME bound a campaign, whichever
// is reached first; no executions are counted twice with jobs.
// RUN: %fresh && %clang %S/../Inputs/passing.c -o prog
// RUN: env LOCKSTEP_ITERATIONS=17 ./prog 2>&1 | FileCheck %s -DCOUNT=17
// RUN: env LOCKSTEP_ITERATIONS=1 ./prog 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: env LOCKSTEP_ITERATIONS=333 LOCKSTEP_JOBS=4 ./prog 2>&1 | FileCheck %s -DCOUNT=333
// RUN: env LOCKSTEP_STRATEGY=random ./prog 2>&1 | FileCheck %s -DCOUNT=1000
// RUN: env LOCKSTEP_ITERATIONS=3 LOCKSTEP_TIME=100 ./prog 2>&1 | FileCheck %s -DCOUNT=3
// RUN: env LOCKSTEP_ITERATIONS=1000000000 LOCKSTEP_TIME=0.5 ./prog 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: env LOCKSTEP_STRATEGY=pos LOCKSTEP_TIME=0.5 LOCKSTEP_JOBS=2 ./prog 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: env LOCKSTEP_TIME=0.001 LOCKSTEP_OPTIONS=summary_json=s ./prog && grep -q '"executions": ' s
// CHECK: Lockstep: [[COUNT]] executions, no findings
// ONE: Lockstep: 1 execution, no findings
// TIME: Lockstep: {{[0-9]+}} executions, no findings
