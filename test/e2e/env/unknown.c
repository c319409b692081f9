// Intent: unknown LOCKSTEP_* variables and options are warnings that suggest
// the nearest; values that do not fit are errors.
// RUN: %fresh && %clang %S/../Inputs/passing.c -o prog
// RUN: env LOCKSTEP_ITERATION=5 LOCKSTEP_STRATEGY=random LOCKSTEP_XYZZY=1 %run ./prog 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: env LOCKSTEP_ITERATIONS=5 LOCKSTEP_OPTIONS=max_step=7:color=never ./prog 2>&1 | FileCheck %s --check-prefix=OPTION
// RUN: sh -c 'LOCKSTEP_ITERATIONS=many ./prog 2>&1; echo status $?' | FileCheck %s --check-prefix=VALUE
// RUN: sh -c 'LOCKSTEP_ITERATIONS=5 LOCKSTEP_OPTIONS=color=red ./prog 2>&1; echo status $?' | FileCheck %s --check-prefix=CHOICE
// RUN: sh -c 'LOCKSTEP_STRATEGY=randm ./prog 2>&1; echo status $?' | FileCheck %s --check-prefix=STRATEGY
// RUN: sh -c 'LOCKSTEP_STRATEGY=pct:deep=3 ./prog 2>&1; echo status $?' | FileCheck %s --check-prefix=PARAMETER
// NAME-DAG: Lockstep: WARNING: there is no variable LOCKSTEP_ITERATION; did you mean LOCKSTEP_ITERATIONS?
// NAME-DAG: Lockstep: WARNING: there is no variable LOCKSTEP_XYZZY; Lockstep ignores it
// NAME: no findings
// OPTION: Lockstep: WARNING: {{.*}}max_step{{.*}}did you mean {{.*}}max_steps
// OPTION: Lockstep: 5 executions, no findings
// VALUE: Lockstep: LOCKSTEP_ITERATIONS='many': give a whole number from 1
// VALUE-NEXT: status 2
// CHOICE: Lockstep: LOCKSTEP_OPTIONS: 'red' is no value for 'color', which takes auto, always, never
// CHOICE-NEXT: status 2
// STRATEGY: Lockstep: {{.*}}randm
// STRATEGY-SAME: random
// STRATEGY: status 2
// PARAMETER: Lockstep: {{.*}}deep
// PARAMETER-SAME: depth
// PARAMETER: status 2
