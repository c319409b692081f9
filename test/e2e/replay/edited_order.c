// Intent: what an edited schedule asks for and the program cannot do is named as
// the first difference, with what the thread does, or would do, instead. The
// program is that of edited.c.
// RUN: %fresh && %clang %S/edited.c -o prog
// RUN: not env LOCKSTEP_ITERATIONS=1000 ./prog
// RUN: %lockstep dump lockstep-traces/prog-*.lstrace -o text
// RUN: python3 %S/../Inputs/swap order < text > order && %lockstep assemble order
// RUN: sh -c '%lockstep replay order.lstrace 2>&1; echo status $?' | FileCheck %s
// CHECK: the replay differs from its trace at step [[STEP:[0-9]+]]
// CHECK: expected: T[[THREAD:[0-9]]]
// CHECK-NEXT: actual: {{ *}}T[[THREAD]]
// CHECK: status 83
