//===- Rewriters.h - One function per instruction family --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function instruments one selected place. A place that is performed by a
// hook is erased from the instrumented path; all others keep their instruction.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_REWRITERS_H
#define LOCKSTEP_PASS_REWRITERS_H

#include "FunctionWriter.h"
#include "Selection.h"

#include "llvm/IR/InlineAsm.h"

namespace lockstep {

// RewriteAtomics.cpp
void rewriteAtomic(FunctionWriter &Writer, const Place &P);
void rewriteFence(FunctionWriter &Writer, const Place &P);

// RewriteAtomicCalls.cpp
void rewriteAtomicCall(FunctionWriter &Writer, const Place &P);
/// True when \p Call is an access by libatomic's interface.
bool isAtomicCall(const llvm::CallBase &Call);

// RewriteMemory.cpp
void rewritePlain(FunctionWriter &Writer, const Place &P);
void rewriteVolatile(FunctionWriter &Writer, const Place &P);
void rewriteRange(FunctionWriter &Writer, const Place &P);
void rewriteMasked(FunctionWriter &Writer, const Place &P);
/// True when \p Call is a masked, gathered, scattered, expanding or
/// compressing access to a vector of static length.
bool isMaskedAccess(const llvm::CallBase &Call);

// RewriteCalls.cpp
void rewriteCall(FunctionWriter &Writer, const Place &P,
                 const CallSites &Calls);

// RewriteLibraryCalls.cpp
/// Place::Operand says which access of the call.
void rewriteLibraryAccess(FunctionWriter &Writer, const Place &P,
                          const LibraryCalls &Calls);
/// Whether there is anything to announce of \p Access, at this call.
bool isAnnounced(const llvm::CallBase &Call, const LibraryAccess &Access);

// RewriteAssembly.cpp
void rewriteAssembly(FunctionWriter &Writer, const Place &P);
void rewriteSpinHint(FunctionWriter &Writer, const Place &P);
/// What an inline assembly text does to other threads.
enum class AssemblyEffect { None, SpinHint, Point };
AssemblyEffect classifyAssembly(const llvm::InlineAsm &Assembly);
/// The first argument of \p Call that is the address of an operand in memory;
/// the number of arguments when there is none.
unsigned assemblyMemoryOperand(const llvm::CallBase &Call);

/// The C11 number of \p Order (enum lockstep_order).
uint8_t orderNumber(llvm::AtomicOrdering Order);

} // namespace lockstep

#endif
