// Intent: what AddressSanitizer's interface tells is in the report, from the
// thread and the place of the first error, also when the program goes on.
// REQUIRES: asan
// RUN: %fresh && env ASAN_OPTIONS=symbolize=0:halt_on_error=0 \
// RUN:   %twins sanitizer %clangxx %asan -fsanitize-recover=address %s | FileCheck %s
#include <atomic>
#include <thread>

static std::atomic<int *> Shared;

int main(int Count, char **) {
  bool Clean = Count > 1;
  Shared = new int[7]{};
  std::thread Reader([] {
    if (int *Mine = Shared)
      Mine[3] = 1;
  });
  if (Clean)
    Reader.join();
  delete[] Shared.exchange(nullptr);
  if (!Clean)
    Reader.join();
}
// CHECK: Lockstep: sanitizer: AddressSanitizer reports heap-use-after-free
// CHECK: T1 was at {{.*}}sanitizer_goes_on.cpp:16
// CHECK: A write of 4 bytes, 12 bytes behind the begin of a block of 28 bytes (heap)
// CHECK: {{^}}    #0 {{.*}}sanitizer_goes_on.cpp:16
// CHECK-COUNT-3: SUMMARY: Lockstep: sanitizer heap-use-after-free {{.*}}sanitizer_goes_on.cpp:16
