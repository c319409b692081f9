//===- SourcePath.cpp - How a source file is called -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourcePath.h"
#include "LLVMCompat.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace lockstep;

SourcePath lockstep::sourcePath(const DIFile *File, const DICompileUnit *Unit) {
  if (!File)
    return {};
  SmallString<256> Folder(Unit ? Unit->getDirectory() : StringRef());
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  SmallString<256> Path;
  if (!sys::path::is_absolute(File->getFilename())) {
    // A folder that is itself relative is so to the compiler's.
    if (!sys::path::is_absolute(File->getDirectory()))
      Path = Folder;
    if (File->getDirectory() != Path.str())
      sys::path::append(Path, File->getDirectory());
  }
  sys::path::append(Path, File->getFilename());
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  StringRef Below = Path;
  if (!sys::path::is_absolute(Folder) || !Below.consume_front(Folder) ||
      !Below.consume_front("/"))
    return {std::string(Path.str()), ""};
  return {Below.str(), std::string(Folder.str())};
}
