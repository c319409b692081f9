// Intent: who locks a file comes after who unlocked it or closed it.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/file.h>
#include <unistd.h>

static int Data;

static int lockOpenFile(int File, int Type) {
  struct flock Whole = {.l_type = (short)Type, .l_whence = SEEK_SET};
  return fcntl(File, F_OFD_SETLK, &Whole);
}

static void *count(void *IsClean) {
  for (int Way = 0; Way < 4; ++Way) {
    int File = open("locked", O_RDWR | O_CREAT, 0600);
    while (Way % 2 ? lockOpenFile(File, F_WRLCK)
                   : flock(File, LOCK_EX | LOCK_NB))
      sched_yield();
    ++Data;
    if (Way < 2)
      Way ? lockOpenFile(File, F_UNLCK) : flock(File, LOCK_UN);
    close(File);
    if (!IsClean)
      ++Data;
  }
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  for (int I = 0; I < 2; ++I)
    pthread_create(&Threads[I], 0, count, Count > 1 ? Arguments : 0);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}file_locks.c
