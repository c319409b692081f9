//===- DebugTypes.h - What debug information says of types ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_DEBUGTYPES_H
#define LOCKSTEP_PASS_DEBUGTYPES_H

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/GlobalVariable.h"

#include <string>

namespace lockstep {

/// \p Type without names and qualifiers: typedefs, const, volatile. Null stays.
const llvm::DIType *stripQualifiers(const llvm::DIType *Type);

/// In bytes; 0 when not known.
uint64_t sizeOf(const llvm::DIType *Type);

/// Whether only the implementation of the language may use \p Name ("__data",
/// "_M_mutex"); the users of a library know what they see of it better.
bool isReservedName(llvm::StringRef Name);

/// The one variable that \p G is, wholly; null when debug information knows
/// none or several.
const llvm::DIGlobalVariable *sourceVariable(const llvm::GlobalVariable &G);

/// A variable, or what the optimizer left of it in one place.
struct VariablePart {
  const llvm::DIGlobalVariable *Variable = nullptr; ///< null when not known
  uint64_t Offset = 0; ///< of the part in the variable, in bytes
};

/// The one variable that \p G is, or is a part of.
VariablePart variablePart(const llvm::GlobalVariable &G);

/// What \p G is called in the source, with its namespaces.
std::string sourceName(const llvm::GlobalVariable &G);

} // namespace lockstep

#endif
