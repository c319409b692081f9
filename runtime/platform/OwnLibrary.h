//===- OwnLibrary.h - Libraries that the program does not see ---*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_OWNLIBRARY_H
#define LOCKSTEP_PLATFORM_OWNLIBRARY_H

#include "base/Result.h"
#include "platform/ThreadPool.h"

#include <string>

namespace lockstep {

/// A function without arguments that returns the address of something.
using LibraryEntry = const void *();

/// Loads the shared library \p Path for the driver, in a namespace of its own
/// (dlmopen(3)): none of its calls reaches an interceptor or the program's
/// allocator, and the program finds none of its symbols. Its own C library
/// keeps its heap far from where the program's memory is. It stays loaded.
///
/// When code of the library calls exit(), \p AtExit is called first, as by
/// on_exit(3). The driver has made \p Pool, and no execution runs. \returns the
/// function
/// \p Entry of the library, null when it has none; fails with the loader's
/// words.
Result<LibraryEntry *> loadOwnLibrary(const std::string &Path,
                                      const char *Entry,
                                      void (*AtExit)(int, void *),
                                      ThreadPool &Pool);

} // namespace lockstep

#endif
