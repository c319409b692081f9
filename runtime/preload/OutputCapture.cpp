//===- OutputCapture.cpp - The program's own output -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/OutputCapture.h"

#include "platform/Kernel.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;

void OutputCapture::begin(bool Keep) {
  fflush(nullptr);
  if (!Keep)
    return;
  int Copy = duplicateHigh(STDERR_FILENO);
  if (Copy >= 0)
    Messages = Copy;
  int File = memfd_create("lockstep-output", MFD_CLOEXEC);
  if (File < 0)
    return;
  Memory = duplicateHigh(File);
  dup2(File, STDOUT_FILENO);
  dup2(File, STDERR_FILENO);
  close(File);
}

static void append(std::string &To, int File, uint64_t Offset, uint64_t Size) {
  size_t Before = To.size();
  To.resize(Before + Size);
  ssize_t Got = pread(File, To.data() + Before, Size, off_t(Offset));
  To.resize(Before + size_t(std::max<ssize_t>(Got, 0)));
}

void OutputCapture::captureReports() {
  int File = memfd_create("lockstep-reports", MFD_CLOEXEC);
  if (File < 0)
    return;
  if (Reports >= 0)
    close(Reports);
  Reports = duplicateHigh(File);
  close(File);
}

std::string OutputCapture::reports() const {
  constexpr uint64_t Most = 64 * 1024;
  struct stat Status;
  std::string Text;
  if (Reports >= 0 && fstat(Reports, &Status) == 0 && Status.st_size > 0)
    append(Text, Reports, 0, std::min(uint64_t(Status.st_size), Most));
  return Text;
}

/// Empties \p Memory, unless it is.
static void rewind(int Memory) {
  if (Memory < 0 || kernelCall(SYS_lseek, Memory, 0, SEEK_CUR) <= 0)
    return;
  kernelCall(SYS_ftruncate, Memory, 0);
  kernelCall(SYS_lseek, Memory, 0, SEEK_SET);
}

void OutputCapture::beforeExecution() {
  rewind(Memory);
  rewind(Reports);
}

uint64_t OutputCapture::size() const {
  struct stat Status;
  return Memory >= 0 && fstat(Memory, &Status) == 0 ? uint64_t(Status.st_size)
                                                    : 0;
}

std::string OutputCapture::text() const {
  constexpr uint64_t Part = 64 * 1024;
  uint64_t Size = size();
  std::string Text;
  if (Size <= 2 * Part) {
    append(Text, Memory, 0, Size);
    return Text + reports();
  }
  append(Text, Memory, 0, Part);
  Text +=
      "\n[... " + std::to_string(Size - 2 * Part) + " bytes left out ...]\n";
  append(Text, Memory, Size - Part, Part);
  return Text + reports();
}
