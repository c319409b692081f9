// Intent: thread names, set by pthread_setname_np, stand in the report.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <string.h>

static _Atomic int Value;

static void *work(void *Clean) {
  char Name[16];
  pthread_setname_np(pthread_self(), "painter");
  assert(!pthread_getname_np(pthread_self(), Name, sizeof Name));
  assert(!strcmp(Name, "painter"));
  int Old = Value;
  Value = Old + 1;
  assert(Clean || Value == Old + 1);
  // CHECK: assertion failed in T{{[12]}} 'painter'
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}names.c:[[@LINE-2]]{{[:0-9]*}} in work
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  void *Clean = Count > 1 ? &Value : 0;
  pthread_create(&A, 0, work, Clean);
  pthread_create(&B, 0, work, Clean);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
