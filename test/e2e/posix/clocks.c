// Intent: clocks never go back, agree with each other and with sleeping; time
// of day comes from the same clock.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <assert.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long now(clockid_t Clock) {
  struct timespec Now;
  assert(!clock_gettime(Clock, &Now));
  return Now.tv_sec;
}

int main(void) {
  long Real = now(CLOCK_REALTIME), Start = now(CLOCK_MONOTONIC);
  struct timeval Day;
  gettimeofday(&Day, 0);
  assert(Day.tv_sec - Real <= 1 && time(0) - Real <= 1);
  sleep(1000);
  assert(now(CLOCK_MONOTONIC) - Start >= 1000);
  assert(now(CLOCK_MONOTONIC) - Start <= 1001);
  assert(now(CLOCK_REALTIME) - Real >= 1000 && time(0) - Real <= 1002);
  assert(now(CLOCK_BOOTTIME) >= now(CLOCK_MONOTONIC_COARSE) - 1);
  return 0;
}
// CHECK: the program never had more than one thread
// CHECK-COUNT-3: executions, no findings
