// Intent: the report of a circle names its three threads and what each waits for.
// The program is the one whose schedules are shrunk among the bugs.
// RUN: %fresh && %twins deadlock %clang %S/../../bugs/deadlock_three.c | FileCheck %s
// CHECK: Lockstep: deadlock: {{T1, T2 and T3 wait|T[123], T[123] and T[123] wait|3 threads wait}} for each other
// CHECK: mutex 'Forks
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock_three.c:{{[0-9]+}}:3 in dine
