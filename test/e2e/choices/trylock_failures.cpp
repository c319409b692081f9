// Intent: with trylock_failures an attempt to lock fails though the lock is
// free, as C++ permits: that it failed does not mean that another is at work.
// RUN: %fresh && %choice trylock_failures=1 assertion %clangxx %s | FileCheck %s
#include <cassert>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::mutex Lock;
static std::shared_mutex Other;
static bool IsDone;

int main(int Count, char **) {
  auto Work = [Clean = Count > 1] {
    std::unique_lock Guard(Lock, std::defer_lock);
    if (Clean)
      Guard.lock();
    else if (!Guard.try_lock())
      return; // somebody else does it
    IsDone = true;
    if (Other.try_lock_shared())
      Other.unlock_shared();
  };
  std::jthread Thread(Work);
  Work();
  Thread.join();
  assert(IsDone);
}
// CHECK: try to lock Lock: fails, by choice (trylock_failures)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}trylock_failures.cpp
