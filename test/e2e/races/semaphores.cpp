// Intent: semaphores of both kinds pass on what was done before.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %s | FileCheck %s
// RUN: %if libcxx %{ %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clangxx %libcxx %s %}
#include <semaphore.h>
#include <semaphore>
#include <thread>

std::binary_semaphore Filled(0);
sem_t Emptied;
int Slot;

int main(int Count, char **) {
  bool Clean = Count > 1;
  sem_init(&Emptied, 0, Clean ? 1 : 2);
  std::thread Producer([] {
    for (int I = 0; I < 3; ++I) {
      sem_wait(&Emptied);
      Slot = I;
      Filled.release();
    }
  });
  int Sum = 0;
  for (int I = 0; I < 3; ++I) {
    Filled.acquire();
    Sum += Slot;
    sem_post(&Emptied);
  }
  Producer.join();
  return Clean && Sum != 3;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}semaphores.cpp
