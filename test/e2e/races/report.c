// Intent: the report of a race: both accesses with their stacks, the locks that
// were held, and what would have ordered them; its trace replays, shrinks and
// can be looked at.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o race
// RUN: not env LOCKSTEP_ITERATIONS=500 LOCKSTEP_OPTIONS=races=report %run ./race 2>&1 | tee first | FileCheck %s
// RUN: mv lockstep-traces/*.lstrace found.lstrace
// RUN: not env LOCKSTEP_TRACE=found.lstrace %run ./race 2>&1 | tee again | FileCheck %s
// RUN: %S/../Inputs/shown first found.lstrace
// RUN: %lockstep validate found.lstrace
// RUN: %lockstep dump found.lstrace -o text && %lockstep assemble text -o same.lstrace && cmp same.lstrace found.lstrace
// RUN: %lockstep shrink found.lstrace && %lockstep validate found.min.lstrace
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Total;

__attribute__((noinline)) static void add(void) {
  ++Total;
}

static void *careful(void *Unused) {
  for (int I = 0; I < 3; ++I) {
    pthread_mutex_lock(&Lock);
    add();
    pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

int main(void) {
  pthread_t Other;
  pthread_create(&Other, 0, careful, 0);
  int Seen = Total;
  pthread_join(Other, 0);
  return Seen > 3;
}
// CHECK: access 'Total', and nothing orders them
// CHECK: holding
// CHECK: mutex 'Lock' is held at {{[0-9]}} of {{[0-9]}} accesses to it
// CHECK-DAG: {{^}}    #0 {{.*}} in add {{.*}}report.c:18
// CHECK-DAG: {{^}}    #0 {{.*}} in main {{.*}}report.c:33
// CHECK-DAG: created by T0
// CHECK: SUMMARY: Lockstep: data-race {{.*}}report.c:{{18|33}}:
