//===- Demangle.cpp - Readable names of symbols ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Demangle.h"

#include <cstring>
#include <string_view>

// libstdc++'s demangler as its terminate handler uses it: the text comes in
// pieces, and the work space is on the stack. abi::__cxa_demangle would take
// memory from the program's malloc.
extern "C" int __gcclibcxx_demangle_callback(const char *Symbol,
                                             void (*Piece)(const char *, size_t,
                                                           void *),
                                             void *Data);

using namespace lockstep;

/// The work space grows with the length of the name.
static constexpr size_t MaxSymbol = 4096;

static void append(const char *Piece, size_t Length, void *Data) {
  static_cast<std::string *>(Data)->append(Piece, Length);
}

std::string lockstep::demangle(const char *Symbol) {
  bool IsMangled = std::string_view(Symbol).starts_with("_Z");
  if (!IsMangled || strnlen(Symbol, MaxSymbol) == MaxSymbol)
    return Symbol;
  std::string Name;
  if (__gcclibcxx_demangle_callback(Symbol, append, &Name) != 0 || Name.empty())
    return Symbol;
  return Name;
}
