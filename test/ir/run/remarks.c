// Intent: the user can ask what was instrumented, what not, and why; and leave
// functions out, which are then not inlined into others either.
// RUN: env LOCKSTEP_PASS_STATS=1 %clang -g -O2 -Rpass=lockstep -Rpass-missed=lockstep -c %s -o %t.o 2>&1 | %filecheck %s

int Counter;

// CHECK-DAG: remarks.c:[[@LINE+1]]:{{[0-9]+}}: remark: function is not instrumented: it is to be ignored
__attribute__((annotate("lockstep.ignore"))) static void quiet(void) {
  Counter++;
}

// CHECK-DAG: remarks.c:[[@LINE+2]]:{{[0-9]+}}: remark: plain access of Counter is instrumented
void loud(void) {
  Counter++;
  quiet();
}
// CHECK-DAG: lockstep: {{.*}}remarks.c: 1 functions instrumented, 1 left alone, 2 plain access
