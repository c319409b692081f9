// Intent: a suppression file in ThreadSanitizer's format leaves races out, and
// what is left is still found; what is wrong with it is told by line.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o race
// RUN: echo 'race:^update*$' > some && echo '# none' > none
// RUN: printf '# a comment\nrace:x\nrac:y\n' > wrong && echo '*' > no-kind
// RUN: env LOCKSTEP_OPTIONS=races=report:suppressions=some LOCKSTEP_ITERATIONS=50 LOCKSTEP_JOBS=2 %run ./race
// RUN: not env LOCKSTEP_OPTIONS=races=report:suppressions=some LOCKSTEP_ITERATIONS=50 %run ./race x 2>&1 | FileCheck --check-prefix=OTHER %s
// RUN: not env LOCKSTEP_OPTIONS=races=report:suppressions=none LOCKSTEP_ITERATIONS=50 %run ./race 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: not env LOCKSTEP_OPTIONS=suppressions=wrong LOCKSTEP_ITERATIONS=5 %run ./race 2>&1 | FileCheck --check-prefix=WRONG %s
// RUN: not env LOCKSTEP_OPTIONS=suppressions=no-kind LOCKSTEP_ITERATIONS=5 %run ./race 2>&1 | FileCheck --check-prefix=KIND %s
// RUN: not env LOCKSTEP_OPTIONS=suppressions=absent LOCKSTEP_ITERATIONS=5 %run ./race 2>&1 | FileCheck --check-prefix=ABSENT %s
// RUN: echo 'race:^%s$' > path && echo 'race:*' > all && cp %s copy.c && %clang -D_GNU_SOURCE copy.c -o copy
// RUN: env LOCKSTEP_OPTIONS=races=report:suppressions=path LOCKSTEP_ITERATIONS=50 %run ./race x
// RUN: echo 'race:^%t.dir/copy.c$' > path
// RUN: env LOCKSTEP_OPTIONS=races=report:suppressions=path LOCKSTEP_ITERATIONS=50 %run ./copy x
// RUN: env LOCKSTEP_OPTIONS=races=report:suppressions=all LOCKSTEP_ITERATIONS=50 %run ./race x
// OTHER: SUMMARY: Lockstep: data-race {{.*}}suppressions.c:{{.*}} in other
// NONE: SUMMARY: Lockstep: data-race {{.*}}suppressions.c:{{.*}} in updateCounter
// WRONG: wrong:3: there is no kind of suppression 'rac'; did you mean 'race'?
// KIND: no-kind:1: '*' is no suppression
// ABSENT: cannot read the suppressions 'absent'
#include <pthread.h>

static int Counter, Further;

__attribute__((noinline)) static void updateCounter(void) { ++Counter; }
__attribute__((noinline)) static void other(void) { ++Further; }

static void *work(void *Both) {
  updateCounter();
  if (Both)
    other();
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  void *Both = Count > 1 ? &Thread : 0;
  pthread_create(&Thread, 0, work, Both);
  work(Both);
  pthread_join(Thread, 0);
}
