// Intent: sites and stack frames call a file alike: relative to the compiler's
// folder when it lies below it, else by its absolute path.
// RUN: %fresh && mkdir src build && cp %s src/x.c && %clang %t.dir/src/x.c -o prog
// RUN: not %run LOCKSTEP_ITERATIONS=1 ./prog 2>&1 | FileCheck --check-prefix=BELOW %s
// RUN: cd build && %clang ../src/x.c -o prog
// RUN: not %run LOCKSTEP_ITERATIONS=1 ./prog 2>&1 | FileCheck --check-prefix=ELSEWHERE %s
// BELOW-NOT: {{[^ ]}}src/x.c
// BELOW: waits to lock mutex 'locks[1]'
// BELOW-NEXT: at src/x.c:[[#]]:[[#]] in both
// BELOW-NOT: {{[^ ]}}src/x.c
// BELOW: in main src/x.c:[[#]]
// BELOW-NOT: {{[^ ]}}src/x.c
// ELSEWHERE-NOT: {{ (\.\./)?}}src/x.c
// ELSEWHERE: at /{{.*}}/src/x.c:[[#]]:[[#]] in both
// ELSEWHERE-NOT: {{ (\.\./)?}}src/x.c
// ELSEWHERE: in main /{{.*}}/src/x.c:[[#]]
// ELSEWHERE-NOT: {{ (\.\./)?}}src/x.c
#include <pthread.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};

__attribute__((noinline)) static void both(void) {
  pthread_mutex_lock(&locks[1]);
  pthread_mutex_lock(&locks[1]);
}

int main(void) {
  both();
  return 0;
}
