// Intent: where the library's functions are not inlined, a trace shows the
// program's own lines, and its mutexes as a person would name them.
// RUN: %fresh && %clangxx -O0 %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=5000 LOCKSTEP_OPTIONS=trace_dir=a ./prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_ITERATIONS=5000 LOCKSTEP_OPTIONS=trace_dir=b ./prog
// RUN: diff -r a b && mv a/prog-*.lstrace it && rm prog
// RUN: %lockstep validate it
// RUN: %lockstep show --all --width=160 it > shown && FileCheck %s < shown
// RUN: FileCheck %s --check-prefix=LIBRARY < shown
// RUN: %lockstep slice --width=160 it | FileCheck %s --check-prefix=LIBRARY
// RUN: %lockstep show --json it | FileCheck %s --check-prefix=JSON
// RUN: %lockstep dump it -o text && %lockstep assemble text -o again
// RUN: cmp it again
#include <memory>
#include <mutex>
#include <thread>

std::mutex Global;

int main() {
  auto Heap = std::make_unique<std::mutex>();
  Heap->lock();
  Heap->unlock();
  std::thread Other([&] {
    std::lock_guard Second(Global);
    std::lock_guard First(*Heap);
  });
  Heap->lock();
  Global.lock();
  Other.join();
}
// CHECK: lock mutex@library.cpp:[[#FIRST:@LINE-10]] {{.*}}library.cpp:[[@LINE-10]]  Heap->lock();
// CHECK: unlock mutex@library.cpp:[[#FIRST]] {{.*}}library.cpp:[[#FIRST+1]]
// CHECK-DAG: lock Global {{.*}}library.cpp:[[#FIRST+3]]  std::lock_guard Second
// CHECK-DAG: lock mutex@library.cpp:[[#FIRST]] {{.*}}library.cpp:[[#FIRST+6]]
// CHECK: end {{.*}}waits: lock {{.*}}library.cpp:[[#FIRST+7]]
// CHECK: end {{.*}}waits: lock {{.*}}library.cpp:[[#FIRST+4]]
// LIBRARY-NOT: gthr-default.h
// JSON: "operation":"MutexLock",{{.*}}"site":{"file":"{{.*}}library.cpp","line":[[#]],{{.*}}"library_site":{"file":"{{.*}}gthr-default.h"
