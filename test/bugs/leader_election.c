// Intent: a node that sees no other candidate declares itself the leader; it
// looks before it stands, so that two see none.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Stands[2], Leaders;
static int Clean;

static void *elect(void *Node) {
  int Self = Node != 0;
  if (Clean)
    Stands[Self] = 1;
  if (!Stands[!Self]) {
    Stands[Self] = 1;
    Leaders++;
  }
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  Clean = Count > 1;
  pthread_create(&Other, 0, elect, &Clean);
  elect(0);
  pthread_join(Other, 0);
  assert(Leaders <= 1);
  return 0;
}
