// Intent: an object that one thread still uses when another deletes it is found
// without a sanitizer, with who freed it and who allocated it.
// RUN: %fresh && %twins use-after-free %clangxx %s | FileCheck %s
// RUN: not env LOCKSTEP_ITERATIONS=100 LOCKSTEP_OPTIONS=trace_dir=t ./use_after_free > found 2>&1
// RUN: %S/../Inputs/shown found t/*.lstrace | FileCheck --check-prefix=SHOWN %s
#include <atomic>
#include <thread>

struct Box {
  int First, Second;
};
static std::atomic<Box *> Current;
static std::atomic<int> Sum;

int main(int Count, char **) {
  bool Clean = Count > 1;
  Current = new Box{1, 2};
  std::thread Reader([] {
    if (Box *Mine = Current)
      Sum += Mine->Second;
  });
  if (Clean)
    Reader.join();
  delete Current.exchange(nullptr);
  if (!Clean)
    Reader.join();
}
// CHECK: Lockstep: use-after-free: T1 uses memory that T0 (main) has freed
// CHECK: T1: read, 4 bytes, at {{.*}}use_after_free.cpp:20
// CHECK: 4 bytes behind the begin of a block of 8 bytes
// CHECK-NEXT: freed by T0 (main) behind step {{[0-9]+}}, at {{.*}}use_after_free.cpp:24
// CHECK: allocated by T0 (main) at {{.*}}use_after_free.cpp:17
// CHECK: T0 (main) freed it:
// CHECK: T0 (main) allocated it:
// CHECK: SUMMARY: Lockstep: use-after-free {{.*}}use_after_free.cpp:20
// SHOWN: allocated by T0 (main) at {{.*}}use_after_free.cpp:17
