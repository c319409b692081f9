//===- Text.h - Strings for terminals ---------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_TEXT_H
#define LOCKSTEP_REPORT_TEXT_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// \p Text made safe to print: control characters, bytes that are not UTF-8
/// and characters that reorder or hide text become \xNN; tabs become blanks.
std::string escapeText(std::string_view Text);

/// Columns that \p Text takes: its code points. It must hold no escapes.
size_t displayWidth(std::string_view Text);

/// \p Text cut to at most \p Width columns; a cut text ends in "...".
std::string clipText(std::string_view Text, size_t Width);

/// \p Text followed by blanks up to \p Width columns.
std::string padText(std::string Text, size_t Width);

/// \p Text broken between words into lines of at most \p Width columns.
std::vector<std::string> wrapText(std::string_view Text, size_t Width);

/// "0x1f".
std::string hexText(uint64_t Value);

/// A value of \p Size bytes as a person would write it: small numbers in
/// decimal, small negative ones with a sign, others in hexadecimal.
std::string valueText(uint64_t Value, uint32_t Size);

/// "1 thread", "2 threads".
std::string countText(uint64_t Count, std::string_view Singular);

/// A share from 0 to 1: "0.12 %", "1 %", "98 %".
std::string percentText(double Share);

/// The function's own name out of a demangled signature: without parameters,
/// return type and template arguments.
std::string shortFunctionName(std::string_view Signature);

/// The last component of \p Path.
std::string_view baseName(std::string_view Path);

} // namespace lockstep

#endif
