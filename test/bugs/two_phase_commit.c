// Intent: two-phase commit. A participant that has voted yes still gives up by
// itself when it has heard nothing; the coordinator has counted its vote.
// RUN: %known %clang %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { Undecided, Committed, Aborted };
static _Atomic int Vote, Participant, Decision;
static int Clean;

static void *participate(void *Unused) {
  Vote = 1;
  while (Clean && Decision == Undecided)
    ;
  Participant = Decision == Committed ? Committed : Aborted;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, participate, 0);
  int Yes = Vote;
  Decision = Yes ? Committed : Aborted;
  pthread_join(Thread, 0);
  assert(Participant == Decision);
  return 0;
}
