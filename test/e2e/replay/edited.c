// Intent: a schedule that was edited is played as it stands: two independent
// operations the other way round change nothing, two that race end it in another
// way. What the program cannot do: edited_order.c.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_ITERATIONS=1000 ./prog
// RUN: %lockstep dump lockstep-traces/prog-*.lstrace -o text
// RUN: python3 %S/../Inputs/swap apart < text > apart && %lockstep assemble apart
// RUN: not %lockstep replay apart.lstrace 2>&1 | FileCheck %s --check-prefix=APART
// RUN: python3 %S/../Inputs/swap race < text > race && %lockstep assemble race
// RUN: not %lockstep replay race.lstrace 2>&1 | FileCheck %s --check-prefix=RACE
// RUN: sed 's/^# outcome: .*/# outcome: passed/; s/^# signal: 6/# signal: 0/' race > passes && %lockstep assemble passes
// RUN: %lockstep replay passes.lstrace 2>&1 | FileCheck %s --check-prefix=PASSES
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static _Atomic int Left, Right, Paid;
static sem_t Go;
static void *teller(void *Unused) {
  Left = 1;
  sem_post(&Go);
  Paid = 1;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  sem_init(&Go, 0, 0);
  Left = Right = Paid = 0;
  pthread_create(&Thread, 0, teller, 0);
  Right = 1;
  sem_wait(&Go);
  int Seen = Paid;
  pthread_join(Thread, 0);
  assert(Left + Right + Seen == 3);
}
// APART: SUMMARY: Lockstep: assertion {{.*}}edited.c:[[@LINE-2]]
// RACE: the trace ends with assertion, signal 6; this execution, with passed
// PASSES: the trace was followed to its end, and the program passed
