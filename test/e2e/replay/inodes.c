// Intent: what the file system calls a file has no part in a schedule: where two files have become one, and other inodes than they had, it replays.
// RUN: %fresh && %clang %s -o prog && echo 1 > one && echo 2 > two
// RUN: env LOCKSTEP_ITERATIONS=1 LOCKSTEP_STRATEGY=random not ./prog 2>&1 | FileCheck %s
// RUN: rm two && ln one two
// RUN: not %lockstep replay lockstep-traces/*.lstrace 2>&1 | FileCheck %s
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void readFrom(const char *Name) {
  char Byte;
  int File = open(Name, O_RDONLY);
  assert(read(File, &Byte, 1) == 1);
  close(File);
}

static void *work(void *Unused) {
  readFrom("two");
  pthread_mutex_lock(&Lock); // a number that comes after those of files
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  readFrom("one");
  pthread_join(Thread, 0);
  assert(!"the end");
}
// CHECK: SUMMARY: Lockstep: assertion {{.*}}inodes.c:[[@LINE-2]]
