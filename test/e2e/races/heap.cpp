// Intent: a race on the heap names the block, who allocated it and where, and
// `lockstep show` says of the trace just what the report said.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s
// RUN: not env LOCKSTEP_ITERATIONS=9 LOCKSTEP_OPTIONS=races=report:trace_dir=t ./heap > found 2>&1
// RUN: FileCheck %s < found && %S/../Inputs/shown found t/*.lstrace | FileCheck --check-prefix=BLOCK %s
// RUN: mv t/*.lstrace it && %lockstep validate it
// RUN: %lockstep dump it -o text && %lockstep assemble text -o same && cmp same it
#include <mutex>
#include <thread>
#include <vector>

struct Account {
  long Number[4];
  int Money;
};
static std::mutex Lock;

int main(int Count, char **) {
  bool Clean = Count > 1;
  std::vector<char> Other(1000);
  auto *Mine = new Account();
  auto Add = [=](bool Locks) {
    if (Locks)
      Lock.lock();
    ++Mine->Money;
    if (Locks)
      Lock.unlock();
  };
  std::thread A(Add, true), B(Add, Clean);
  A.join();
  B.join();
  delete Mine;
}
// CHECK: Lockstep: data-race: {{.*}} access '{{.*}}Mine->Money', and nothing orders them
// BLOCK: It lies 32 bytes behind the begin of a block of 40 bytes
// BLOCK-NEXT: allocated by T0 (main) at {{.*}}heap.cpp:21 in main
// BLOCK: T0 (main) allocated it:
// BLOCK: in main {{.*}}heap.cpp:21
