// Intent: the program's memory has the same addresses with a plug-in, which
// allocates in executions, and without it.
// RUN: %fresh && %clang %s -o prog && %plain -shared -fPIC -DPLUGIN %s -o greedy.so
// RUN: not env LOCKSTEP_STRATEGY=./greedy.so ./prog >with 2>&1 ; grep '  | ' with >with.lines
// RUN: not env LOCKSTEP_STRATEGY=random ./prog >without 2>&1 ; grep '  | ' without >without.lines
// RUN: FileCheck %s <with.lines && diff with.lines without.lines
#ifdef PLUGIN
#include <lockstep/strategy.h>
#include <stdlib.h>

static void *create(const lockstep_host *H, const lockstep_parameter *P,
                    size_t Count, char *Error, size_t Size) {
  return malloc(100);
}
static void begin(void *Self, const lockstep_execution *Start) {}
static uint32_t pick(void *Self, const lockstep_view *View) {
  for (size_t Size = 16; Size < 100000; Size *= 3)
    free(realloc(malloc(Size), 2 * Size) ? malloc(Size) : 0);
  return View->enabled[0];
}
const lockstep_strategy *lockstep_strategy_plugin(void) {
  static const lockstep_strategy Table = {LOCKSTEP_STRATEGY_ABI, sizeof Table,
                                          create, begin, pick};
  return &Table;
}
#else
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *work(void *Unused) { return malloc(100); }

int main(void) {
  pthread_t Thread;
  void *Theirs;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, &Theirs);
  printf("%p %p %p %p\n", malloc(24), malloc(100), malloc(1 << 20), Theirs);
  fflush(stdout);
  abort();
}
#endif
// CHECK: 0x
