// Intent: with allocation_failures operator new throws std::bad_alloc, also in
// containers; what was begun must be ended then.
// RUN: %fresh && %choice allocation_failures=2 deadlock %clangxx %s | FileCheck %s
#include <mutex>
#include <new>
#include <thread>
#include <vector>

static std::mutex Lock;
static std::vector<int> Shared;

static void add(bool Clean) try {
  if (Clean) {
    std::lock_guard Guard(Lock);
    Shared.push_back(1);
  } else {
    Lock.lock();
    Shared.push_back(1);
    Lock.unlock();
  }
} catch (const std::bad_alloc &) {
}

int main(int Count, char **) {
  add(Count > 1);
  add(Count > 1);
}
// CHECK: allocate {{[48]}} bytes: fails, by choice (allocation_failures) {{.*}}.cpp:18
// CHECK: SUMMARY: Lockstep: deadlock {{.*}}bad_alloc.cpp
