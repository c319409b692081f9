// Intent: members of global variables are named as in the source, in the report
// and by show without the program; without debug information, by distance.
// RUN: %fresh && %clangxx -std=c++17 %s -o prog
// RUN: not %run LOCKSTEP_ITERATIONS=1000 ./prog 2>&1 | FileCheck %s
// RUN: rm prog && %lockstep show lockstep-traces/*.lstrace | FileCheck --check-prefix=SHOW %s
// RUN: rm -r lockstep-traces && %clangxx -g0 -std=c++17 %s -o prog
// RUN: not %run LOCKSTEP_ITERATIONS=1000 ./prog 2>&1 | FileCheck --check-prefix=BARE %s
// CHECK-DAG: waits to lock mutex 'bank::accounts[1].lock'
// CHECK-DAG: waits to lock mutex 'ledger.rows[2].lock'
// CHECK: lock ledger.rows[2].lock
// SHOW-DAG: lock bank::accounts[1].lock
// SHOW-DAG: lock ledger.rows[2].lock
// SHOW-DAG: read ledger.rows[2].entries[1].sum
// BARE-DAG: waits to lock mutex 'bank::accounts+48'
// BARE-DAG: waits to lock mutex 'ledger+{{[0-9]+}}'
#include <array>
#include <mutex>
#include <thread>

struct Account {
  std::mutex lock;
  long balance;
};
namespace bank {
std::array<Account, 2> accounts;
}
struct Row : Account {
  struct {
    long sum, count;
  } entries[2];
};
struct {
  char name[8];
  Row rows[3];
} ledger;

static void both(std::mutex &first, std::mutex &then) {
  std::lock_guard<std::mutex> one(first);
  ledger.rows[2].entries[1].sum++;
  std::lock_guard<std::mutex> two(then);
}

int main() {
  std::mutex &a = bank::accounts[1].lock, &b = ledger.rows[2].lock;
  std::thread other([&] { both(a, b); });
  both(b, a);
  other.join();
}
