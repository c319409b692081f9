//===- SanitizerReport.cpp - What a sanitizer wrote -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SanitizerReport.h"

#include "base/Number.h"

using namespace lockstep;

/// What comes in \p Text from \p Begin up to one of \p Ends.
static std::string upTo(std::string_view Text, size_t Begin,
                        std::string_view Ends) {
  size_t End = Text.find_first_of(Ends, Begin);
  return std::string(
      Text.substr(Begin, End == std::string_view::npos ? End : End - Begin));
}

/// Takes ":12" or ":12:3" off the end of \p Text. \returns the number.
static uint32_t takeNumber(std::string_view &Text) {
  size_t Colon = Text.find_last_of(':');
  uint64_t Value;
  if (Colon == std::string_view::npos ||
      !parseNumber(Text.substr(Colon + 1), Value) || Value > UINT32_MAX)
    return 0;
  Text = Text.substr(0, Colon);
  return uint32_t(Value);
}

/// The place at the end of \p Text: "bank.c:12:3". Without debug information
/// it is that of a module, or unknown: nothing then.
static void takePlace(std::string_view Text, SanitizerReport &Into) {
  Text = Text.substr(Text.find_last_of('\n') + 1);
  uint32_t Last = takeNumber(Text), First = takeNumber(Text);
  if (!Last)
    return;
  Into.Line = First ? First : Last;
  Into.Column = First ? Last : 0;
  Into.File = Text;
}

SanitizerReport lockstep::parseSanitizerReport(std::string_view Text) {
  constexpr std::string_view Error = "ERROR: ", Undefined = ": runtime error: ",
                             Name = "Sanitizer: ", Summary = "SUMMARY: ",
                             Joining = "Joining ";
  constexpr auto None = std::string_view::npos;
  SanitizerReport Found;
  if (size_t At = Text.find(Undefined); At != None) {
    Found.Tool = "UndefinedBehaviorSanitizer";
    Found.Kind = "undefined-behavior";
    Found.What = upTo(Text, At + Undefined.size(), "\n");
    takePlace(Text.substr(0, At), Found);
    return Found;
  }
  size_t At = Text.find(Error);
  if (At == None)
    return Found;
  size_t Colon = Text.find(Name, At);
  if (Colon == None)
    return Found;
  Found.Tool = std::string(Text.substr(
      At + Error.size(), Colon + Name.size() - 2 - At - Error.size()));
  Found.Kind = upTo(Text, Colon + Name.size(), " :\n");
  // "Joining already detached thread, aborting." is all there is.
  if (Text.substr(Colon + Name.size()).starts_with(Joining)) {
    Found.Kind = "invalid-join";
    Found.What = upTo(Text, Colon + Name.size(), ",\n");
    return Found;
  }
  // The last line has the kind alone; above it is a part of a sentence.
  size_t Last = Text.find(std::string(Summary) + Found.Tool + ": ", Colon);
  if (Text.find("detected memory leaks", Colon) == Colon + Name.size())
    Found.Kind = "memory-leak";
  else if (Last != None)
    Found.Kind =
        upTo(Text, Last + Summary.size() + Found.Tool.size() + 2, " :\n");
  return Found;
}
