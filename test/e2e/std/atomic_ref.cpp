// Intent: std::atomic_ref makes single accesses to a plain variable atomic,
// not two of them.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %twins assertion %clangxx %libcxx %s | FileCheck %s %}
#include <atomic>
#include <cassert>
#include <memory>
#include <thread>

alignas(8) long Value;

void add(bool Clean) {
#if __cpp_lib_atomic_ref
  std::atomic_ref<long> Shared(Value);
#else
  auto &Shared = reinterpret_cast<std::atomic<long> &>(Value);
#endif
  if (Clean)
    Shared.fetch_add(1);
  else
    Shared = Shared + 1;
}

int main(int Count, char **) {
  std::thread A(add, Count > 1), B(add, Count > 1);
  A.join();
  B.join();
  assert(Value == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}atomic_ref.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
