//===- Archive.cpp - Many files in one ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Archive.h"
#include "OpenFile.h"

#include "report/Text.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

/// What an archive from elsewhere may come to.
static constexpr uint64_t MostBytes = uint64_t(2) << 30;
static constexpr unsigned MostFiles = 10000;
static constexpr size_t LongestName = 1000;

static const char *reason(archive *Of) {
  const char *Text = archive_error_string(Of);
  return Text ? Text : "unknown error";
}

ArchiveWriter::ArchiveWriter(const std::string &Path)
    : Out(archive_write_new()), Path(Path) {
  if (Path.ends_with(".zst"))
    archive_write_add_filter_zstd(Out);
  else if (!Path.ends_with(".tar"))
    archive_write_add_filter_gzip(Out);
  archive_write_set_format_pax_restricted(Out);
  // Fails where there is no gzip, which is as good.
  archive_write_set_options(Out, "gzip:!timestamp");
  Good = archive_write_open_filename(Out, Path.c_str()) == ARCHIVE_OK;
}

ArchiveWriter::~ArchiveWriter() { archive_write_free(Out); }

Error ArchiveWriter::failure() const {
  return Error{fmt::format("cannot write '{}': {}", Path, reason(Out))};
}

Status ArchiveWriter::begin(const std::string &Name, uint64_t Size,
                            bool Executable) {
  if (!Good)
    return failure();
  archive_entry *Entry = archive_entry_new();
  archive_entry_set_pathname(Entry, Name.c_str());
  archive_entry_set_size(Entry, int64_t(Size));
  archive_entry_set_filetype(Entry, AE_IFREG);
  archive_entry_set_perm(Entry, Executable ? 0755 : 0644);
  archive_entry_set_mtime(Entry, 0, 0);
  Good = archive_write_header(Out, Entry) == ARCHIVE_OK;
  archive_entry_free(Entry);
  return Good ? success() : Status(failure());
}

Status ArchiveWriter::addText(const std::string &Name, std::string_view Text) {
  if (Status Begun = begin(Name, Text.size(), false); !Begun)
    return Begun;
  Good = archive_write_data(Out, Text.data(), Text.size()) ==
         la_ssize_t(Text.size());
  return Good ? success() : Status(failure());
}

Status ArchiveWriter::addFile(const std::string &Name,
                              const std::string &From) {
  Result<OpenFile> File = OpenFile::open(From);
  if (!File)
    return Error{File.error()};
  if (Status Begun = begin(Name, File->size(), access(From.c_str(), X_OK) == 0);
      !Begun)
    return Begun;
  std::string Part;
  for (uint64_t Done = 0; Done < File->size(); Done += Part.size()) {
    Part.resize(std::min<uint64_t>(1 << 20, File->size() - Done));
    if (!File->readAt(Done, Part.data(), Part.size()))
      return Error{fmt::format("'{}' cannot be read to its end", From)};
    Good = archive_write_data(Out, Part.data(), Part.size()) ==
           la_ssize_t(Part.size());
    if (!Good)
      return failure();
  }
  return success();
}

Status ArchiveWriter::finish() {
  Good = Good && archive_write_close(Out) == ARCHIVE_OK;
  return Good ? success() : Status(failure());
}

bool cli::isArchive(const std::string &Path) {
  Result<OpenFile> File = OpenFile::open(Path);
  char Begin[4] = {}, Tar[5] = {};
  if (!File || !File->readAt(0, Begin, sizeof Begin))
    return false;
  return !memcmp(Begin, "\x1f\x8b", 2) ||
         !memcmp(Begin, "\x28\xb5\x2f\xfd", 4) ||
         (File->readAt(257, Tar, sizeof Tar) && !memcmp(Tar, "ustar", 5));
}

//===----------------------------------------------------------------------===//
// Unpacking what may be hostile
//===----------------------------------------------------------------------===//

namespace {
class Unpacking {
public:
  Unpacking(const std::string &Path, const std::string &Into)
      : In(archive_read_new()), Path(Path), Into(Into) {
    archive_read_support_format_tar(In);
    archive_read_support_filter_gzip(In);
    archive_read_support_filter_zstd(In);
  }
  ~Unpacking() { archive_read_free(In); }
  Unpacking(const Unpacking &) = delete;

  Status run();

private:
  Error wrong(const std::string &What) const {
    return Error{fmt::format("'{}' is not a bundle: {}", Path, What)};
  }
  Status entry(archive_entry *Entry);
  Status copyData(int File, const std::string &Name);

  archive *In;
  std::string Path, Into;
  uint64_t Bytes = 0;
  unsigned Files = 0;
};
} // namespace

/// Whether \p Name stays in the folder that it is relative to.
static bool staysInside(std::string_view Name) {
  if (Name.empty() || Name.size() > LongestName || Name.front() == '/')
    return false;
  while (!Name.empty()) {
    std::string_view Part = Name.substr(0, Name.find('/'));
    if (Part.empty() || Part == "." || Part == "..")
      return false;
    Name.remove_prefix(std::min(Part.size() + 1, Name.size()));
  }
  return true;
}

Status Unpacking::copyData(int File, const std::string &Name) {
  const void *Data;
  size_t Size;
  la_int64_t Offset, Expected = 0;
  while (true) {
    int Got = archive_read_data_block(In, &Data, &Size, &Offset);
    if (Got == ARCHIVE_EOF)
      return success();
    if (Got != ARCHIVE_OK)
      return wrong(reason(In));
    if (Offset != Expected)
      return wrong(fmt::format("'{}' has holes", escapeText(Name)));
    Expected += la_int64_t(Size);
    Bytes += Size;
    if (Bytes > MostBytes)
      return wrong(fmt::format("it has more than {} bytes", MostBytes));
    for (size_t Done = 0; Done < Size;) {
      ssize_t Written =
          write(File, static_cast<const char *>(Data) + Done, Size - Done);
      if (Written <= 0)
        return Error{
            fmt::format("cannot write to '{}': {}", Into, strerror(errno))};
      Done += size_t(Written);
    }
  }
}

Status Unpacking::entry(archive_entry *Entry) {
  const char *Pathname = archive_entry_pathname(Entry);
  std::string Name = Pathname ? Pathname : "";
  bool IsFolder = archive_entry_filetype(Entry) == AE_IFDIR;
  if (IsFolder && Name.ends_with('/'))
    Name.pop_back();
  if (!staysInside(Name))
    return wrong(
        fmt::format("it names '{}', which is outside", escapeText(Name)));
  if ((!IsFolder && archive_entry_filetype(Entry) != AE_IFREG) ||
      archive_entry_hardlink(Entry))
    return wrong(
        fmt::format("'{}' is neither a file nor a folder", escapeText(Name)));
  if (++Files > MostFiles)
    return wrong(fmt::format("it has more than {} files", MostFiles));
  std::error_code Failed;
  std::filesystem::path Target = std::filesystem::path(Into) / Name;
  std::filesystem::create_directories(IsFolder ? Target : Target.parent_path(),
                                      Failed);
  if (Failed)
    return Error{
        fmt::format("cannot write to '{}': {}", Into, Failed.message())};
  if (IsFolder)
    return success();
  // O_EXCL: no file of this archive in place of another.
  int File = open(Target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                  archive_entry_perm(Entry) & 0100 ? 0700 : 0600);
  if (File < 0)
    return wrong(fmt::format("'{}' cannot be unpacked: {}", escapeText(Name),
                             strerror(errno)));
  Status Copied = copyData(File, Name);
  close(File);
  return Copied;
}

Status Unpacking::run() {
  if (archive_read_open_filename(In, Path.c_str(), 1 << 16) != ARCHIVE_OK)
    return wrong(reason(In));
  archive_entry *Entry;
  while (true) {
    int Got = archive_read_next_header(In, &Entry);
    if (Got == ARCHIVE_EOF)
      return success();
    if (Got != ARCHIVE_OK)
      return wrong(reason(In));
    if (Status Done = entry(Entry); !Done)
      return Done;
  }
}

Status cli::unpackArchive(const std::string &Path, const std::string &Into) {
  return Unpacking(Path, Into).run();
}
