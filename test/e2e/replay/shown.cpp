// Intent: a trace shows values, orders, source lines and where each thread stood
// at the end, without the program; its text form gives it back.
// RUN: %fresh && %clangxx %s -o prog
// RUN: not env LOCKSTEP_ITERATIONS=5000 ./prog
// RUN: mv lockstep-traces/prog-*.lstrace it && rm prog
// RUN: %lockstep show --all --width=160 it | FileCheck %s
// RUN: %lockstep show --object=Ready it | FileCheck %s --check-prefix=ONE
// RUN: %lockstep dump it -o text && %lockstep assemble text -o again
// RUN: cmp it again
#include <atomic>
#include <mutex>
#include <thread>

std::mutex A, B;
std::atomic<int> Ready{40};

int main() {
  std::thread Other([] {
    std::lock_guard Second(B);
    std::lock_guard First(A);
  });
  Ready.fetch_add(2, std::memory_order_release);
  // CHECK: fetch_add Ready: 40 -> 42 (release) {{.*}}shown.cpp:[[@LINE-1]]
  // CHECK-SAME: Ready.fetch_add(2
  {
    std::lock_guard First(A);
    std::lock_guard Second(B);
  }
  Other.join();
  // CHECK: end {{.*}}waits: lock {{[AB]}}
  // CHECK: end {{.*}}waits: lock {{[AB]}}
  // ONE-NOT: lock A
  // ONE: fetch_add Ready
  // ONE-NOT: lock A
}
