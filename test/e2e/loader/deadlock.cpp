// Intent: a constructor that waits for a lock whose holder loads a library is a
// deadlock; the report names the loader, and it replays with both switchers.
// RUN: %fresh && %clangxx -DLIBRARY -shared -fPIC %s -o library.so
// RUN: %twins deadlock %clangxx -rdynamic %s | FileCheck %s
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=500 LOCKSTEP_OPTIONS=trace_dir=it ./deadlock
// RUN: mv it/*.lstrace trace && %lockstep show trace | FileCheck %s --check-prefix=SHOWN
// RUN: not %lockstep replay trace 2>&1 | FileCheck %s
// RUN: not env LOCKSTEP_OPTIONS=switcher=threads LOCKSTEP_TRACE=trace ./deadlock 2>&1 | FileCheck %s
#include <assert.h>
#include <dlfcn.h>
#include <mutex>
#include <thread>

#ifdef LIBRARY
extern std::mutex Lock;
static struct Global {
  Global() { std::lock_guard Guard(Lock); }
} It;
#else
std::mutex Lock;

static void load(const char *Name) { assert(dlopen(Name, RTLD_NOW)); }

int main(int Count, char **) {
  std::thread Other(load, "./library.so");
  std::unique_lock Guard(Lock);
  if (Count > 1)
    Guard.unlock();
  load(nullptr);
  if (Guard)
    Guard.unlock();
  Other.join();
}
// CHECK: waits to lock mutex 'dynamic loader'
// CHECK: lock dynamic loader {{.*}}deadlock.cpp
// SHOWN: waits: lock dynamic loader {{.*}}deadlock.cpp
// CHECK: SUMMARY: Lockstep: deadlock
#endif
