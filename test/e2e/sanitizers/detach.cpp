// Intent: what goes wrong under some schedules of threads that overlap, one of
// them detached, is found under AddressSanitizer and LeakSanitizer, and replays.
// REQUIRES: asan
// RUN: %fresh && %twins assertion %clangxx %asan %s | FileCheck %s
// RUN: %twins assertion %clangxx -fsanitize=leak %s | FileCheck %s
// RUN: rm -r lockstep-traces && not env LOCKSTEP_ITERATIONS=200 ./detach
// RUN: not %lockstep replay lockstep-traces/*.lstrace 2>&1 | FileCheck %s
// RUN: cp lockstep-traces/*.lstrace first && rm -r lockstep-traces
// RUN: not env LOCKSTEP_ITERATIONS=200 ./detach
// RUN: cmp first lockstep-traces/*.lstrace
#include <cassert>
#include <memory>
#include <thread>

static std::atomic<int> Order;

int main(int Count, char **) {
  bool Clean = Count > 1;
  auto Mine = std::make_unique<int>(1);
  std::thread([] { Order = 1; }).detach();
  std::thread Other([Mine = std::move(Mine), Clean] {
    while (Clean && Order != 1)
      std::this_thread::yield();
    assert(Order == *Mine);
  });
  Other.join();
  while (!Order)
    std::this_thread::yield();
}
// CHECK: assertion: {{.*}}Order == *Mine
// CHECK-NOT: read the clock
// CHECK: SUMMARY: Lockstep: assertion {{.*}}detach.cpp:24
