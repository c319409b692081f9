// Intent: memcpy of a shared object is an access to all of it: a copy that is
// not guarded sees one half of an update.
// RUN: %fresh && %twins assertion %clangxx %s | FileCheck %s
#include <cassert>
#include <cstring>
#include <mutex>
#include <thread>

struct Record {
  long A, B;
} Shared;
std::mutex Lock;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::thread Writer([] {
    std::lock_guard Guard(Lock);
    Shared.A = 1;
    Shared.B = 1;
  });
  Record Mine;
  {
    std::unique_lock Guard(Lock, std::defer_lock);
    if (Clean)
      Guard.lock();
    std::memcpy(&Mine, &Shared, sizeof Mine);
  }
  Writer.join();
  assert(Mine.A == Mine.B);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}memcpy.cpp:[[@LINE-1]]{{[:0-9]*}} in main
}
