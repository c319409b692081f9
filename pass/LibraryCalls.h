//===- LibraryCalls.h - What C library functions do to memory ---*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_LIBRARYCALLS_H
#define LOCKSTEP_PASS_LIBRARYCALLS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"

#include <cstdint>

namespace lockstep {

/// How many bytes a library function accesses. A, B and C are numbers of
/// arguments, Unit the bytes of a character, or of whatever is counted.
enum class LengthRule : uint8_t {
  None,
  Fixed,     ///< Unit
  Bytes,     ///< argument A times Unit
  Product,   ///< argument A times argument B
  Text,      ///< the string A with its end; of at most B characters, if given
  Common,    ///< the strings A and B up to where they differ; C as a limit
  Number,    ///< what the string A has of a number, in base B or 10
  Returned,  ///< the result times Unit, if positive; at most argument A
  Items,     ///< the result times argument A
  Printed,   ///< the result, if not negative, and one; at most argument A
  Reached,   ///< from argument A up to the result; if null, all of the string
  Found,     ///< the same, and as many more as the string B has
  Within,    ///< from argument A up to the result; if null, argument B
  Print,     ///< what the format A of printf's family has strings for
  PrintList, ///< the same, with the arguments behind B, a va_list
  Scan,      ///< what the format A of scanf's family assigned to
  Vectors    ///< the B buffers of the iovecs at A; at most the result
};

constexpr int8_t NoArgument = -1;

struct Length {
  LengthRule Rule = LengthRule::None;
  int8_t A = NoArgument, B = NoArgument, C = NoArgument;
  uint32_t Unit = 1;
};

/// When an access is announced, and on which condition.
enum class AccessTime : uint8_t {
  Before,
  After,   ///< whatever the function returned
  IfZero,  ///< after it returned 0
  IfResult ///< after it returned something else than 0 or null
};

/// One range of memory that a function reads or writes.
struct LibraryAccess {
  AccessTime When = AccessTime::Before;
  bool IsWrite = false;
  bool IsAppended = false;     ///< begins at the end of the string at Address
  bool IsBehind = false;       ///< the argument points to the address
  int8_t Address = NoArgument; ///< which argument
  Length Size;
};

/// The table library_calls.def.
class LibraryCalls {
public:
  LibraryCalls();

  /// What \p Call does to memory: nothing when it is not a direct call of a
  /// function in the table, with arguments of the types that are expected.
  llvm::ArrayRef<LibraryAccess> accesses(const llvm::CallBase &Call) const;

private:
  llvm::StringMap<unsigned> Rows;
};

} // namespace lockstep

#endif
