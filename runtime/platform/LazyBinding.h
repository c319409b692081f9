//===- LazyBinding.h - Calls that the loader has yet to bind ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_LAZYBINDING_H
#define LOCKSTEP_PLATFORM_LAZYBINDING_H

namespace lockstep {

/// Binds the calls of the executable, and of the libraries that it was linked
/// with, to what the loader would bind them to at the first of each. In the
/// driver: every execution would look them all up again. What cannot be found
/// is left to the loader. Before the program's main, by the only thread.
/// Source: System V ABI, AMD64 supplement, 5.2 (procedure linkage table).
void bindLazyCalls();

} // namespace lockstep

#endif
