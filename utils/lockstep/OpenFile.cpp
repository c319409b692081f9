//===- OpenFile.cpp - A file, open for reading ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace lockstep;
using namespace lockstep::cli;

Result<OpenFile> OpenFile::open(const std::string &Path) {
  // Not to hang on a pipe that nobody writes to.
  int Descriptor = ::open(Path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (Descriptor < 0)
    return Error{fmt::format("cannot read '{}': {}", Path, strerror(errno))};
  struct stat Info;
  if (fstat(Descriptor, &Info) != 0 || !S_ISREG(Info.st_mode)) {
    bool Folder = S_ISDIR(Info.st_mode);
    close(Descriptor);
    return Error{
        fmt::format("'{}' is {}", Path,
                    Folder ? "a folder, not a file" : "not a regular file")};
  }
  return OpenFile(Descriptor, Path, uint64_t(Info.st_size));
}

OpenFile::OpenFile(int Descriptor, std::string Path, uint64_t Size)
    : Descriptor(Descriptor), Path(std::move(Path)), Size(Size) {}

OpenFile::OpenFile(OpenFile &&Other) noexcept
    : Descriptor(std::exchange(Other.Descriptor, -1)),
      Path(std::move(Other.Path)), Size(Other.Size) {}

OpenFile::~OpenFile() {
  if (Descriptor >= 0)
    close(Descriptor);
}

bool OpenFile::readAt(uint64_t Offset, void *Into, size_t Count) const {
  if (Offset > Size || Count > Size - Offset)
    return false;
  char *To = static_cast<char *>(Into);
  while (Count) {
    ssize_t Got = pread(Descriptor, To, Count, off_t(Offset));
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0)
      return false;
    To += Got;
    Offset += uint64_t(Got);
    Count -= size_t(Got);
  }
  return true;
}
