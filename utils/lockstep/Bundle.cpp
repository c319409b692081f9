//===- Bundle.cpp - A trace with all that its replay needs ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bundle.h"
#include "Archive.h"
#include "TraceFile.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

Result<UnpackedBundle> UnpackedBundle::unpack(const std::string &Path) {
  std::error_code Failed;
  std::filesystem::path Temporary =
      std::filesystem::temp_directory_path(Failed);
  std::string Pattern =
      (Failed ? std::filesystem::path("/tmp") : Temporary) / "lockstep-XXXXXX";
  if (!mkdtemp(Pattern.data()))
    return Error{fmt::format("cannot make the folder '{}': {}", Pattern,
                             strerror(errno))};
  UnpackedBundle Bundle(Pattern);
  if (Status Done = unpackArchive(Path, Pattern); !Done)
    return Error{Done.error()};
  if (Status Done = Bundle.readIndex(Path); !Done)
    return Error{Done.error()};
  return Bundle;
}

UnpackedBundle::~UnpackedBundle() {
  std::error_code Ignored;
  if (!Folder.empty())
    std::filesystem::remove_all(Folder, Ignored);
}

Status UnpackedBundle::readIndex(const std::string &Path) {
  Result<std::string> Text = readTraceBytes(Folder + "/" + BundleNames::Index);
  if (!Text)
    return Error{fmt::format("'{}' is not a bundle: it has no {}", Path,
                             BundleNames::Index)};
  auto Index = nlohmann::json::parse(*Text, nullptr, false);
  if (Index.is_object() && Index.contains("program") &&
      Index["program"].is_string())
    ProgramName = Index["program"].get<std::string>();
  // The one file of its folder; what the index says is not trusted.
  std::string_view Base = ProgramName;
  if (!Base.starts_with(BundleNames::Program))
    Base = "";
  else
    Base.remove_prefix(strlen(BundleNames::Program));
  if (Base.empty() || Base == "." || Base == ".." ||
      Base.find_first_of(std::string_view("/\0", 2)) != Base.npos)
    return Error{fmt::format("'{}' is not a bundle: {} names no program", Path,
                             BundleNames::Index)};
  return success();
}

std::string UnpackedBundle::libraries() const {
  std::string Path = Folder + "/" + BundleNames::Libraries;
  std::error_code Ignored;
  return std::filesystem::is_directory(Path, Ignored) ? Path : "";
}
