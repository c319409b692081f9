// Intent: an instrumented program runs normally without Lockstep: no
// variable, no preload, no message; its descriptors and status are
// its own. The preload alone asks for a campaign.
// RUN: %fresh && %clangxx %s -o prog
// RUN: sh -c './prog; echo status $?' 2>&1 | FileCheck %s --implicit-check-not=Lockstep
// RUN: sh -c '%run ./prog; echo status $?' 2>&1 | FileCheck %s --check-prefix=PRELOADED
// RUN: sh -c 'LOCKSTEP_SEED=4 ./prog; echo status $?' 2>&1 | FileCheck %s --implicit-check-not=Lockstep
// RUN: sh -c 'ldd ./prog' | FileCheck %s --check-prefix=LIBRARIES
#include <cstdio>
#include <future>
#include <mutex>

std::mutex Lock;

int main() {
  auto One = std::async(std::launch::async, [] {
    std::lock_guard Guard(Lock);
    return 20;
  });
  auto Two = std::async(std::launch::async, [] { return 22; });
  std::printf("answer %d\n", One.get() + Two.get());
  return 3;
}
// CHECK: answer 42
// CHECK-NEXT: status 3

// PRELOADED: SUMMARY: Lockstep: exit-status
// PRELOADED-NEXT: status 75

// LIBRARIES-NOT: lockstep
