//===- Layout.h - The members of a type as text -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_LAYOUT_H
#define LOCKSTEP_PASS_LAYOUT_H

#include "llvm/IR/DebugInfoMetadata.h"

#include <string>

namespace lockstep {

/// The layout of \p Type in the form of variable.h. Empty when there is nothing
/// inside that a person would name.
///
/// Members whose names only the implementation of the language may use are left
/// out, so that the path to a std::mutex or a pthread_mutex_t ends at the
/// program's own member. Where the only such member of a type is an array, as
/// in std::array, its elements are the type's. Adjacent bit-fields, which are
/// one location in memory, are one member `first|second`. Types beyond the
/// first 4 KiB of text are not described.
std::string layoutOf(const llvm::DIType *Type);

} // namespace lockstep

#endif
