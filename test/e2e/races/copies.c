// Intent: what the kernel copies from pipe to pipe and from file to file, or writes at an offset, is passed on.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
#include <unistd.h>

static int First[2], Second[2], Third[2], File, Copy, Event, Data[3];

// Each thread does one step of the way and passes on to the next.
static void *pass(void *Early) {
  struct iovec Part = {"abc", 3};
  Data[0] = Early != 0;
  if (vmsplice(First[1], &Part, 1, 0) != 3)
    return &Data;
  if (!Early)
    Data[0] = 2;
  return 0;
}

static void *copy(void *Unused) {
  char Byte;
  while (splice(First[0], 0, Second[1], 0, 3, SPLICE_F_NONBLOCK) != 3)
    sched_yield();
  Data[1] = ++Data[0];
  if (pwrite(File, "abc", 3, 0) != 3)
    return &Data;
  while (tee(Second[0], Third[1], 3, SPLICE_F_NONBLOCK) != 3)
    sched_yield();
  return read(Third[0], &Byte, 1) == 1 ? Unused : &Data;
}

static void *copyFile(void *Unused) {
  off_t Begin = 0, ToBegin = 0;
  while (copy_file_range(File, &Begin, Copy, &ToBegin, 1, 0) != 1)
    sched_yield();
  Data[2] = ++Data[1];
  return eventfd_write(Event, 1) ? &Data : Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[3];
  eventfd_t Value;
  char Byte;
  File = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600);
  Copy = open("copy", O_RDWR | O_CREAT | O_TRUNC, 0600);
  Event = eventfd(0, EFD_NONBLOCK);
  if (pipe(First) || pipe(Second) || pipe(Third))
    return 1;
  pthread_create(&Threads[0], 0, pass, Count > 1 ? Arguments : 0);
  pthread_create(&Threads[1], 0, copy, 0);
  pthread_create(&Threads[2], 0, copyFile, 0);
  while (eventfd_read(Event, &Value))
    sched_yield();
  ++Data[2];
  while (pread(Copy, &Byte, 1, 0) != 1)
    sched_yield();
  for (int I = 0; I < 3; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}copies.c
