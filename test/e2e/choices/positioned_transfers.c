// Intent: with short_transfers the reads and writes at an offset, messages on
// streams and sendfile stop early, too; nothing is lost or comes twice.
// RUN: %fresh && %choice short_transfers=1 assertion %clang %s | FileCheck %s
#define _GNU_SOURCE
#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int main(int Count, char **Arguments) {
  int File = memfd_create("file", 0), Ends[2];
  char Word[9] = "abcdefgh", Read[9] = {0};
  assert(!socketpair(AF_UNIX, SOCK_STREAM, 0, Ends));
  for (off_t Done = 0, Part = 0; Done < 8; Done += Part) {
    struct iovec Rest = {Word + Done, 8 - Done};
    Part = Done % 2 ? pwrite(File, Word + Done, 8 - Done, Done)
                    : pwritev(File, &Rest, 1, Done);
    assert(Part > 0);
  }
  for (off_t Done = 0; Done < 8;)
    assert(sendfile(Ends[0], File, &Done, 8 - Done) > 0);
  for (int Done = 0, Part = 0; Done < 8; Done += Part) {
    struct iovec Rest = {Read + Done, 8 - Done};
    struct msghdr Message = {.msg_iov = &Rest, .msg_iovlen = 1};
    Part = recvmsg(Ends[1], &Message, 0);
    assert(Part > 0);
  }
  assert(!strcmp(Word, Read));
  ssize_t Got = pread(File, Read, 8, 0);
  assert(Got == 8 || (Count > 1 && Got == 4));
  return 0;
}
// CHECK: transfer at most 4 of 8 bytes, by choice (short_transfers)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}positioned_transfers.c:[[@LINE-4]]
