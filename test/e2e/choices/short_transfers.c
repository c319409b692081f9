// Intent: with short_transfers a read or write stops early; what a pipe carries
// in one piece stays whole.
// RUN: %fresh && %choice short_transfers=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

static bool readAll(int File, char *To, size_t Size, bool Clean) {
  for (size_t Done = 0; Done < Size;) {
    struct iovec Parts[] = {{To + Done, 1}, {To + Done + 1, Size - Done - 1}};
    ssize_t Got = readv(File, Parts, Size - Done == 1 ? 1 : 2);
    if (Got <= 0 || (!Clean && Got != Size))
      return false;
    Done += Got;
  }
  return true;
}

int main(int Count, char **Arguments) {
  int Ends[2];
  char Word[8] = "abcdefg", Read[8];
  assert(pipe(Ends) == 0);
  assert(write(Ends[1], Word, 8) == 8);
  assert(readAll(Ends[0], Read, 8, Count > 1));
  assert(Read[7] == 0 && Read[6] == 'g');
  return 0;
}
// CHECK: transfer at most 4 of 8 bytes, by choice (short_transfers)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}short_transfers.c:[[@LINE-5]]
