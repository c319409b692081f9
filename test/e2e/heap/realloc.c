// Intent: realloc moves an array that another thread is reading.
// RUN: %fresh && %twins use-after-free %clang %s | FileCheck %s
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int *Array, Clean;

static void *look(void *Argument) {
  if (Clean)
    pthread_mutex_lock(&Lock);
  int *Mine = Array;
  int Value = Mine[1];
  if (Clean)
    pthread_mutex_unlock(&Lock);
  return Value ? NULL : Argument;
}

int main(int Count, char **Arguments) {
  Clean = Count > 1;
  Array = calloc(4, sizeof *Array);
  pthread_t Reader;
  pthread_create(&Reader, NULL, look, Arguments);
  if (Clean)
    pthread_mutex_lock(&Lock);
  Array = realloc(Array, 1024 * sizeof *Array);
  if (Clean)
    pthread_mutex_unlock(&Lock);
  pthread_join(Reader, NULL);
  int Kept = Array[1];
  free(Array);
  return Kept;
}
// CHECK: 4 bytes behind the begin of a block of 16 bytes
// CHECK-NEXT: freed by T0 (main) behind step {{[0-9]+}}, at {{.*}}realloc.c:26
// CHECK: allocated by T0 (main) at {{.*}}realloc.c:21
