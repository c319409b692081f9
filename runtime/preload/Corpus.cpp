//===- Corpus.cpp - What campaigns keep for each other --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Corpus.h"

#include "base/Hash.h"
#include "preload/Findings.h"
#include "preload/Replay.h"
#include "trace/CorpusSelection.h"
#include "trace/Encoder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <unistd.h>

using namespace lockstep;

namespace {
constexpr std::string_view Suffix = ".lstrace";

/// The names of the traces in \p Folder, ascending.
std::vector<std::string> tracesIn(const std::string &Folder) {
  std::vector<std::string> Names;
  DIR *Entries = opendir(Folder.c_str());
  if (!Entries)
    return Names;
  while (dirent *Entry = readdir(Entries))
    if (std::string Name = Entry->d_name; Name.ends_with(Suffix))
      Names.push_back(std::move(Name));
  closedir(Entries);
  std::sort(Names.begin(), Names.end());
  return Names;
}
} // namespace

Status Corpus::open() const {
  Status Made = makeFolder(Folder);
  if (!Made)
    return Error{"LOCKSTEP_CORPUS: " + Made.error() + "; name another folder"};
  if (access(Folder.c_str(), R_OK | W_OK | X_OK))
    return Error{"LOCKSTEP_CORPUS: the folder '" + Folder +
                 "' cannot be used: " + strerror(errno) +
                 "; name another one, or change its permissions"};
  return success();
}

std::vector<Trace> Corpus::load(const Trace &Here,
                                std::vector<std::string> &Problems) const {
  CorpusSelection Chosen(Here);
  for (const std::string &Name : tracesIn(Folder)) {
    std::string Path = Folder + "/" + Name;
    Result<std::string> Bytes = readTraceFile(Path);
    if (!Bytes)
      Problems.push_back(Bytes.error());
    else if (Status Good = Chosen.add(*Bytes); !Good)
      Problems.push_back("the trace '" + Path +
                         "' cannot be used: " + Good.error());
  }
  return Chosen.take();
}

Result<bool> Corpus::keep(const Trace &Whole) const {
  Result<std::string> Bytes = encodeTrace(Whole);
  if (!Bytes)
    return Error{Bytes.error()};
  constexpr unsigned AllDigits = 16;
  std::string Path =
      Folder + "/" + traceFileName(Whole.Program, hash64(*Bytes), AllDigits);
  // The name says what is in it, unless it was damaged since.
  if (Result<Trace> There = loadTrace(Path); There && !There->Truncated)
    return false;
  if (Status Done = saveTrace(Whole, Path); !Done)
    return Error{Done.error()};
  return true;
}
