//===- StreamReading.cpp - fread, fgets and their like --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The C library's, which reads with calls of its own. Race detection learns
// where that may have been.
//
//===----------------------------------------------------------------------===//

#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"

#include <optional>

using namespace lockstep;

namespace {
/// A call that reads from \p Stream, while it lives. It only looks into the
/// buffer when that holds \p Needs bytes.
class StreamReading {
public:
  explicit StreamReading(FILE *Stream, size_t Needs = SIZE_MAX) {
    if (!Control::here() ||
        size_t(Stream->_IO_read_end - Stream->_IO_read_ptr) >= Needs)
      return;
    int Errno = errno;
    int Descriptor = fileno_unlocked(Stream);
    errno = Errno;
    if (Descriptor >= 0)
      Sync.emplace(Descriptor);
  }

private:
  std::optional<Receiving> Sync;
};
} // namespace

LOCKSTEP_INTERCEPT int fgetc(FILE *Stream) {
  StreamReading Inside(Stream, 1);
  return real().fgetc(Stream);
}

LOCKSTEP_INTERCEPT int getc(FILE *Stream) {
  StreamReading Inside(Stream, 1);
  return real().fgetc(Stream);
}

LOCKSTEP_INTERCEPT char *fgets(char *__restrict Line, int Size,
                               FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().fgets(Line, Size, Stream);
}

LOCKSTEP_INTERCEPT char *__fgets_chk(char *__restrict Line, size_t Room,
                                     int Size, FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().__fgets_chk(Line, Room, Size, Stream);
}

LOCKSTEP_INTERCEPT size_t fread(void *__restrict Items, size_t Size,
                                size_t Count, FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().fread(Items, Size, Count, Stream);
}

LOCKSTEP_INTERCEPT size_t __fread_chk(void *__restrict Items, size_t Room,
                                      size_t Size, size_t Count,
                                      FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().__fread_chk(Items, Room, Size, Count, Stream);
}

LOCKSTEP_INTERCEPT ssize_t getline(char **__restrict Line,
                                   size_t *__restrict Size,
                                   FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().getline(Line, Size, Stream);
}

LOCKSTEP_INTERCEPT ssize_t getdelim(char **__restrict Line,
                                    size_t *__restrict Size, int End,
                                    FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().getdelim(Line, Size, End, Stream);
}

/// What getline becomes in optimized C.
LOCKSTEP_INTERCEPT ssize_t __getdelim(char **__restrict Line,
                                      size_t *__restrict Size, int End,
                                      FILE *__restrict Stream) {
  StreamReading Inside(Stream);
  return real().getdelim(Line, Size, End, Stream);
}
