// Intent: a report shows what was chosen, and which option permits it, also in
// a stretch of one thread that is folded, and where a name leaves little room.
// RUN: %fresh && %clangxx -w %s -o prog
// RUN: not env LOCKSTEP_ITERATIONS=3000 LOCKSTEP_OPTIONS=early_timeouts=1 ./prog 2>&1 | FileCheck %s --check-prefix=WAIT
// RUN: not env LOCKSTEP_ITERATIONS=3000 LOCKSTEP_OPTIONS=weak_failures=1 ./prog name 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: rm -r lockstep-traces && not env LOCKSTEP_ITERATIONS=3000 LOCKSTEP_OPTIONS=early_timeouts=1 ./prog 2>/dev/null
// RUN: mv lockstep-traces/* it && %lockstep show it | FileCheck %s --check-prefix=WAIT
// RUN: %lockstep shrink it 2>&1 | FileCheck %s --check-prefix=WAIT
#include <assert.h>
#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>

static int aVariableWithANameThatLeavesNothingForWhatElseThereIsToSayOfIt;
static std::atomic<int> Rounds;

int main(int Count, char **) {
  int Expected = 0;
  int *Long = &aVariableWithANameThatLeavesNothingForWhatElseThereIsToSayOfIt;
  if (Count > 1)
    assert(__atomic_compare_exchange_n(Long, &Expected, 1, true, 5, 5));
  // NAME: compare-exchange aVar{{.*}}, by choice (weak_failures)
  std::binary_semaphore Semaphore(0);
  std::thread Other([&] { Semaphore.release(); });
  for (int I = 0; I < 20; ++I)
    ++Rounds;
  bool Got = Semaphore.try_acquire_for(std::chrono::hours(1));
  for (int I = 0; I < 20; ++I)
    ++Rounds;
  assert(Got);
  // WAIT: ... {{[0-9]+}} events
  // WAIT: futex woken {{.*}}timed out, by choice (early_timeouts)
  Other.join();
}
