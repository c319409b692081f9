// Intent: pthread_create, pthread_join with a result, pthread_self and
// pthread_equal; a result stored after the flag is read too early.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Flag;
static int Result;
static pthread_t Self;

static void *work(void *Clean) {
  Self = pthread_self();
  if (Clean)
    Result = 7;
  Flag = 1;
  Result = 7;
  return &Result;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  void *Value;
  int Seen = 7;
  assert(!pthread_create(&Thread, 0, work, Count > 1 ? Arguments : 0));
  if (Flag)
    Seen = Result;
  assert(!pthread_join(Thread, &Value));
  assert(Value == &Result && pthread_equal(Thread, Self));
  assert(Seen == 7);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}create_join.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
