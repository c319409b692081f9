// Intent: memory that was moved, detached, unmapped or mapped over, also by number, is something else when another thread gets it.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { Size = 4096 };

static void move(void) {
  int *Memory = mmap(NULL, Size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  Memory[5] = 3;
  Memory = mremap(Memory, Size, 16 * Size, MREMAP_MAYMOVE);
  Memory[2000] = 1;
  Memory = mremap(Memory, 16 * Size, Size, 0);
  Memory[6] = 4;
  munmap(Memory, Size);
}

static void detach(void) {
  int Segment = shmget(IPC_PRIVATE, 2 * Size, 0600);
  int *Memory = shmat(Segment, NULL, 0);
  shmctl(Segment, IPC_RMID, NULL);
  Memory[0] = 1;
  Memory[1500] = 2;
  shmdt(Memory);
}

static void unmapByNumber(void) {
  int *Memory = mmap(NULL, Size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  Memory[3] = 4;
  syscall(SYS_munmap, Memory, (size_t)Size);
}

static int *Shared;

static void *work(void *Unused) {
  for (int I = 0; I < 3; ++I) {
    move();
    detach();
    unmapByNumber();
  }
  if (Shared)
    ++*Shared;
  return Unused;
}

int main(int Count, char **Arguments) {
  (void)Arguments;
  pthread_t Threads[2];
  if (Count == 1)
    Shared = mmap(NULL, Size, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (int I = 0; I < 2; ++I)
    pthread_create(&Threads[I], NULL, work, NULL);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], NULL);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}mappings.c
