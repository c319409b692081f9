// Intent: two fibers of one thread are apart for race detection, unless the
// switch between them synchronizes.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <sanitizer/tsan_interface.h>
#include <ucontext.h>

#pragma weak __tsan_get_current_fiber
#pragma weak __tsan_create_fiber
#pragma weak __tsan_switch_to_fiber
#pragma weak __tsan_destroy_fiber

static ucontext_t Outer, Inner;
static void *OuterFiber, *InnerFiber;
static unsigned Flags;
static char Stack[65536];
static int Data;

static void *idle(void *Unused) { return Unused; }

static void run(void) {
  ++Data;
  __tsan_switch_to_fiber(OuterFiber, Flags);
  swapcontext(&Inner, &Outer);
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  Flags = Count > 1 ? 0 : __tsan_switch_to_fiber_no_sync;
  pthread_create(&Other, 0, idle, 0);
  OuterFiber = __tsan_get_current_fiber();
  InnerFiber = __tsan_create_fiber(0);
  getcontext(&Inner);
  Inner.uc_stack.ss_sp = Stack;
  Inner.uc_stack.ss_size = sizeof Stack;
  makecontext(&Inner, run, 0);
  __tsan_switch_to_fiber(InnerFiber, Flags);
  swapcontext(&Outer, &Inner);
  ++Data;
  __tsan_destroy_fiber(InnerFiber);
  pthread_join(Other, 0);
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}fibers.c
