//===- TypePath.h - From a variable to a member -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_TYPEPATH_H
#define LOCKSTEP_PASS_TYPEPATH_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/DebugInfoMetadata.h"

#include <string>

namespace lockstep {

/// A distance in bytes: a constant, and indices times strides that are only
/// known at run time.
struct Displacement {
  int64_t Constant = 0;
  llvm::SmallVector<uint64_t, 2> Strides;

  bool isZero() const { return Constant == 0 && Strides.empty(); }
};

/// An expression of the source language together with its type.
class TypePath {
public:
  /// \p Type may be null: not known.
  TypePath(std::string Text, const llvm::DIType *Type);

  /// What a pointer or reference with this expression points to. False when
  /// the type says it is neither.
  bool dereference();

  /// Goes \p Where bytes into the object, down to the smallest member that
  /// holds \p Size bytes there. False when the types do not fit; unions and
  /// unknown types end the path early, which names the whole.
  bool descend(Displacement Where, uint64_t Size);

  std::string text() const;

private:
  bool stepIntoArray(Displacement &Where);
  bool stepIntoMember(Displacement &Where);
  void index(Displacement &Where, uint64_t Stride);
  void append(llvm::StringRef Member);

  std::string Text;
  const llvm::DIType *Type;
  /// Text names a pointer whose target is meant; set until a member or an
  /// index is appended.
  bool IsPointer = false;
};

} // namespace lockstep

#endif
