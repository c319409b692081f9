// Intent: the dynamic annotations are honored: what happens before, races that
// are meant to be, and accesses that are not to be looked at.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

#define ANNOTATION(Name, ...)                                                  \
  __attribute__((weak)) void Name(const char *, int, ##__VA_ARGS__)
ANNOTATION(AnnotateHappensBefore, const volatile void *);
ANNOTATION(AnnotateHappensAfter, const volatile void *);
ANNOTATION(AnnotateBenignRaceSized, const volatile void *, unsigned long,
           const char *);
ANNOTATION(AnnotateIgnoreWritesBegin);
ANNOTATION(AnnotateIgnoreWritesEnd);

static int Passed, Benign, Ignored, Clean;
static atomic_int Ready;

static void *work(void *Unused) {
  Benign = 1;
  if (Clean)
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
  Ignored = 1;
  if (Clean)
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
  Passed = 1;
  AnnotateHappensBefore(__FILE__, __LINE__, &Ready);
  atomic_store_explicit(&Ready, 1, memory_order_relaxed);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  Clean = Count > 1;
  AnnotateBenignRaceSized(__FILE__, __LINE__, &Benign, sizeof Benign, "");
  pthread_create(&Other, 0, work, 0);
  Benign = 2;
  Ignored = 2;
  while (!atomic_load_explicit(&Ready, memory_order_relaxed))
    ;
  AnnotateHappensAfter(__FILE__, __LINE__, &Ready);
  Passed = 2;
  pthread_join(Other, 0);
  return Benign + Ignored + Passed > 6;
}
// CHECK-COUNT-3: 'Ignored'
