//===- MemberPath.h - From an offset to a member ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_MEMBERPATH_H
#define LOCKSTEP_REPORT_MEMBERPATH_H

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

/// What follows a variable's name to denote the \p Size bytes at \p Offset in
/// it: "[1].lock". \p Layout is as in lockstep/variable.h; when it is empty,
/// damaged or ends early, the distance that remains follows: "+8". Of a union
/// the first member that holds all the bytes is taken. The path ends before
/// what is smaller than \p Size, which is 0 when it is not known: then it goes
/// as far as the layout does.
std::string memberPath(std::string_view Layout, uint64_t Offset, uint64_t Size);

} // namespace lockstep

#endif
