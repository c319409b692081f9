// Intent: a variable on the stack of a thread that has finished.
// RUN: %fresh && %twins stack-use-after-exit %clangxx %s | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=100 LOCKSTEP_OPTIONS=switcher=threads not ./stack \
// RUN:   2>&1 | FileCheck %s
#include <atomic>
#include <thread>

static std::atomic<int *> Where;
static std::atomic<bool> Taken;
static volatile int Seen; // of a frame that is gone, it may be anything

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Owner([Clean] {
    int Local = 5;
    Where = &Local;
    while (Clean && !Taken)
      std::this_thread::yield();
  });
  while (!Where)
    std::this_thread::yield();
  Seen = *Where.load();
  Taken = true;
  Owner.join();
}
// CHECK: Lockstep: stack-use-after-exit: T0 (main) uses the stack of T1, which has finished
// CHECK: SUMMARY: Lockstep: stack-use-after-exit {{.*}}stack.cpp:22
