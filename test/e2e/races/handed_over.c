// Intent: a buffer that goes from thread to thread by what orders them is
// written before the one call and after the other; who keeps on using it races.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int Pipe[2];
static char Buffer[64];
static FILE *Null;

// The stream's own lock orders what the library keeps, and nothing else.
static void say(const char *Text) { fprintf(Null, "%s\n", Text); }

static void *receive(void *Unused) {
  char Mine[64] = "mine";
  say(Mine);
  if (read(Pipe[0], Buffer, sizeof Buffer) > 0)
    say(Buffer);
  return Unused;
}

int main(int Count, char **Arguments) {
  char Mine[64] = "main's";
  Null = fopen("/dev/null", "w");
  pthread_t Receiver;
  if (pipe(Pipe) || pthread_create(&Receiver, 0, receive, 0))
    return 1;
  say(Mine);
  snprintf(Buffer, sizeof Buffer, "%s and %d", Mine, Count);
  ssize_t Written = write(Pipe[1], Buffer, strlen(Buffer) + 1);
  if (Count == 1)
    say(Buffer);
  pthread_join(Receiver, 0);
  return Written < 0;
}
// CHECK: SUMMARY: Lockstep: data-race {{.*}}handed_over.c
