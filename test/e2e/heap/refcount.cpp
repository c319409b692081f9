// Intent: a reference count that is taken down and looked at in two steps: both
// threads are the last, or one looks at a count that is gone.
// RUN: %fresh && %clangxx %s -o ./refcount
// RUN: env LOCKSTEP_ITERATIONS=1000 LOCKSTEP_OPTIONS=stop_at_first=0 \
// RUN:   not ./refcount > out.txt 2>&1
// RUN: FileCheck %s --check-prefix=TWICE < out.txt
// RUN: FileCheck %s --check-prefix=USE < out.txt
// RUN: env LOCKSTEP_ITERATIONS=1000 ./refcount clean
#include <atomic>
#include <thread>

struct Node {
  std::atomic<int> Users{2};
};
static Node *Shared;
static bool Clean;

static void drop() {
  if (Clean) {
    if (Shared->Users.fetch_sub(1) == 1)
      delete Shared;
    return;
  }
  --Shared->Users;
  if (Shared->Users == 0)
    delete Shared;
}

int main(int Count, char **) {
  Clean = Count > 1;
  Shared = new Node;
  std::thread Other(drop);
  drop();
  Other.join();
}
// TWICE: SUMMARY: Lockstep: double-free {{.*}}refcount.cpp{{.*}} in drop
// USE: SUMMARY: Lockstep: use-after-free {{.*}}refcount.cpp:25
