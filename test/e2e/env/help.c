// Intent: help=1 prints every option with its default, runs nothing, and
// succeeds.
// RUN: %fresh && %clang %S/../Inputs/passing.c -o prog
// RUN: env LOCKSTEP_ITERATIONS=5 LOCKSTEP_OPTIONS=help=1 ./prog | FileCheck %s --implicit-check-not=counted
// CHECK-DAG: max_steps
// CHECK-DAG: 1000000
// CHECK-DAG: livelock_bound
// CHECK-DAG: switcher
// CHECK-DAG: trace_dir
// CHECK-DAG: lockstep-traces
// CHECK-DAG: check_determinism
// CHECK-DAG: verbosity
