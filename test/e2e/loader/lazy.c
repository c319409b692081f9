// Intent: calls of library functions are bound once, in the driver, and to what the loader would bind them to: versions, interposed functions and addresses of functions included.
// RUN: %fresh && %clang -shared -fPIC -DLIBRARY %s -o libpart.so
// RUN: %clang -fno-pic -no-pie %s -o fixed -L. -lpart -Wl,-rpath,'$ORIGIN' -Wl,-z,lazy
// RUN: %clang -fPIE -pie %s -o free -L. -lpart -Wl,-rpath,'$ORIGIN' -Wl,-z,lazy
// RUN: %clang -fPIE -pie %s -o early -L. -lpart -Wl,-rpath,'$ORIGIN' -Wl,-z,now
// RUN: ./fixed && ./free && ./early
// RUN: env LOCKSTEP_ITERATIONS=20 ./fixed 2>&1 | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=20 ./free 2>&1 | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=20 ./early 2>&1 | FileCheck %s
// CHECK: 20 executions, no findings
//
// The loader itself binds in no execution, or it would say so twenty times.
// RUN: env LD_DEBUG=bindings LOCKSTEP_OPTIONS=output=all LOCKSTEP_ITERATIONS=20 ./free > log 2>&1
// RUN: sed -n '/binding file .*free .*symbol .pthread_cond_signal/p' log | wc -l | FileCheck --check-prefix=ONCE %s
// RUN: sed -n '/binding file .*libpart.so .*symbol .strtol/p' log | wc -l | FileCheck --check-prefix=ONCE %s
// ONCE: {{^[012]$}}
#ifdef LIBRARY
#include <stdlib.h>

__attribute__((weak)) int chosen(void) { return 1; }
int chosenByLibrary(void) { return chosen(); }
int (*addressOfChosen(void))(void) { return chosen; }
long parsed(const char *Text) { return strtol(Text, 0, 10); }
void *fromLibrary(void) { return malloc(1); }
void *addressOfAtoi(void) { return (void *)atoi; }
#else
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

int chosenByLibrary(void);
int (*addressOfChosen(void))(void);
long parsed(const char *Text);
void *fromLibrary(void);
void *addressOfAtoi(void);
__attribute__((weak)) void nowhere(void);

// The program's own comes before the library's.
int chosen(void) { return 2; }

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Wake = PTHREAD_COND_INITIALIZER;
static int Woken;

static void *wait(void *Unused) {
  pthread_mutex_lock(&Lock);
  while (!Woken)
    pthread_cond_wait(&Wake, &Lock); // two versions of it exist
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, wait, 0);
  pthread_mutex_lock(&Lock);
  Woken = 1;
  pthread_cond_signal(&Wake);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  assert(chosenByLibrary() == 2 && addressOfChosen() == chosen);
  assert((void *)atoi == addressOfAtoi() && atoi("7") == 7);
  assert(parsed("12") == 12 && !nowhere);
  if (Woken > 1)
    nowhere();
  free(fromLibrary());
}
#endif
