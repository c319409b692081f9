//===- JsonText.h - JSON documents, a piece at a time -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_JSONTEXT_H
#define LOCKSTEP_CLI_EXPORT_JSONTEXT_H

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace lockstep::cli {

/// Fields in the order in which they are set.
using Json = nlohmann::ordered_json;

/// On one line. Bytes that are not UTF-8 become U+FFFD: strings of a trace may
/// hold any bytes.
inline std::string jsonText(const Json &Value) {
  return Value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// An object or array whose members are turned into text one by one, since all
/// the events of a long trace take too much memory as values.
class JsonWriter {
public:
  explicit JsonWriter(char Open) : Close(Open == '{' ? '}' : ']') {
    Out = Open;
  }

  /// A member of an object; \p Text is JSON.
  void field(std::string_view Name, const std::string &Text) {
    item('"' + std::string(Name) + "\":" + Text);
  }
  /// An element of an array, one per line; \p Text is JSON.
  void item(const std::string &Text) {
    if (Out.size() > 1)
      Out += ",\n";
    Out += Text;
  }

  std::string finish() {
    Out += Close;
    return std::move(Out);
  }

private:
  std::string Out;
  char Close;
};

} // namespace lockstep::cli

#endif
