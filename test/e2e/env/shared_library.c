// Intent: a shared library that is instrumented takes part, also when it is
// opened while the program runs.
// RUN: %fresh && %clang -DLIBRARY -shared -fPIC %s -o library.so && %clang %s -o prog
// RUN: %explore assertion ./prog | FileCheck %s
#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>

#ifdef LIBRARY
static int Value;
int increment(void) {
  int Old = Value;
  Value = Old + 1;
  return Value;
}
#else
static int (*Increment)(void);

static void *work(void *Unused) {
  Increment();
  return Unused;
}

int main(void) {
  pthread_t Thread;
  void *Library = dlopen("./library.so", RTLD_NOW);
  assert(Library);
  Increment = (int (*)(void))dlsym(Library, "increment");
  pthread_create(&Thread, 0, work, 0);
  Increment();
  pthread_join(Thread, 0);
  assert(Increment() == 3);
  // CHECK: read Value
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}shared_library.c:[[@LINE-2]]{{[:0-9]*}} in main
  return 0;
}
#endif
