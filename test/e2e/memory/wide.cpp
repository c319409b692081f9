// Intent: 16-byte atomics are single steps: no thread sees half of a pair;
// two loads are two steps.
// RUN: %fresh && %twins assertion %clangxx -latomic %s | FileCheck %s
#include <atomic>
#include <cassert>
#include <thread>

struct alignas(16) Pair {
  long First, Second;
};
std::atomic<Pair> Both;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Writer([] {
    for (long I = 1; I < 4; ++I)
      Both.store({I, I});
    Pair Old = Both.load();
    while (!Both.compare_exchange_weak(Old, {Old.First + 1, Old.Second + 1}))
      ;
  });
  Pair One = Both.load(), Two = Clean ? One : Both.load();
  Writer.join();
  assert(One.First == Two.Second);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}wide.cpp:[[@LINE-1]]{{[:0-9]*}} in main
  assert(Both.load().First == 4);
}
