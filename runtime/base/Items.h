//===- Items.h - Reads name=value:name=value --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_ITEMS_H
#define LOCKSTEP_BASE_ITEMS_H

#include "base/Result.h"

#include <string>
#include <string_view>

namespace lockstep {

/// Takes one `name=value` after another from a text. The grammar is that of the
/// sanitizers' flags: items are separated by ':', ',' or white space; a value
/// that contains one of these stands in single or double quotes.
class ItemReader {
public:
  /// Messages call the text \p Origin. Both must outlive the reader.
  ItemReader(std::string_view Text, std::string_view Origin)
      : Text(Text), Origin(Origin) {}

  /// True when another item was read; false at the end. Name and Value then
  /// hold it, and are parts of the text.
  Result<bool> next();

  std::string_view Name, Value;

private:
  Error fail(std::string What) const;
  Result<bool> takeValue();

  std::string_view Text, Origin;
  size_t At = 0;
};

/// The length of the word that \p Text begins with: up to the first separator.
size_t wordLength(std::string_view Text);

} // namespace lockstep

#endif
