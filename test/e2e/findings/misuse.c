// Intent: what must not be done with a mutex, a condition variable or a
// thread: each misuse has a headline and an explanation.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore misuse ./prog a | FileCheck %s -DWHAT="T1 unlocks mutex 'Lock', which another thread holds" -DWHY="Only the thread that locked a mutex may unlock it."
// RUN: %explore misuse ./prog b | FileCheck %s -DWHAT="T1 unlocks mutex 'Free', which is not locked" -DWHY="Unlocking what nobody holds is undefined."
// RUN: %explore misuse ./prog c | FileCheck %s -DWHAT="T1 destroys mutex 'Lock' while it is in use" -DWHY="Whoever holds it or waits on it goes on with freed memory."
// RUN: %explore misuse ./prog d | FileCheck %s -DWHAT="T0 (main) joins thread T1, which was joined before" -DWHY="After a join the thread's identifier means nothing, or another"
// RUN: %explore misuse ./prog e | FileCheck %s -DWHAT="T0 (main) joins or detaches thread T1, which is detached" -DWHY="A detached thread cannot be joined, nor detached again."
// RUN: %explore passed ./prog z
#include <pthread.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t Free = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Kind) {
  if (*(char *)Kind == 'a')
    pthread_mutex_unlock(&Lock);
  if (*(char *)Kind == 'b')
    pthread_mutex_unlock(&Free);
  if (*(char *)Kind == 'c')
    pthread_mutex_destroy(&Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_mutex_lock(&Lock);
  pthread_create(&Thread, 0, work, Arguments[1]);
  if (*Arguments[1] == 'e')
    pthread_detach(Thread);
  pthread_join(Thread, 0);
  if (*Arguments[1] == 'd')
    pthread_join(Thread, 0);
  pthread_mutex_unlock(&Lock);
  return 0;
}
// CHECK: Lockstep: misuse: [[WHAT]]
// CHECK: [[WHY]]
// CHECK: SUMMARY: Lockstep: misuse {{.*}}misuse.c:
