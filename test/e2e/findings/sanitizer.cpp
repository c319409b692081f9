// Intent: AddressSanitizer's findings are Lockstep's: a use after free under
// some schedules.
// REQUIRES: asan
// RUN: %fresh && %twins sanitizer %clangxx %asan %s | FileCheck %s
#include <atomic>
#include <thread>

std::atomic<int *> Shared;

int main(int Count, char **) {
  bool Clean = Count > 1;
  Shared = new int(1);
  std::thread Reader([] {
    if (int *Mine = Shared)
      *Mine += 1;
  });
  if (Clean)
    Reader.join();
  *Shared += 1;
  delete Shared.exchange(nullptr);
  if (!Clean)
    Reader.join();
}
// CHECK: Lockstep: sanitizer: AddressSanitizer reports heap-use-after-free
// CHECK: Its report is in the program's output
// CHECK: AddressSanitizer: heap-use-after-free
// CHECK-COUNT-3: SUMMARY: Lockstep: sanitizer heap-use-after-free {{.*}}sanitizer.cpp:{{[0-9]+}}
