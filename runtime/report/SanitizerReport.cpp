//===- SanitizerReport.cpp - What a sanitizer wrote -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SanitizerReport.h"

using namespace lockstep;

/// What comes in \p Text from \p Begin up to one of \p Ends.
static std::string upTo(std::string_view Text, size_t Begin,
                        std::string_view Ends) {
  size_t End = Text.find_first_of(Ends, Begin);
  return std::string(
      Text.substr(Begin, End == std::string_view::npos ? End : End - Begin));
}

SanitizerReport lockstep::parseSanitizerReport(std::string_view Text) {
  constexpr std::string_view Error = "ERROR: ", Undefined = ": runtime error: ",
                             Name = "Sanitizer: ", Summary = "SUMMARY: ";
  constexpr auto None = std::string_view::npos;
  SanitizerReport Found;
  if (size_t At = Text.find(Undefined); At != None) {
    Found.Tool = "UndefinedBehaviorSanitizer";
    Found.Kind = "undefined-behavior";
    Found.What = upTo(Text, At + Undefined.size(), "\n");
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
  // The last line has the kind alone; above it is a part of a sentence.
  size_t Last = Text.find(std::string(Summary) + Found.Tool + ": ", Colon);
  if (Text.find("detected memory leaks", Colon) == Colon + Name.size())
    Found.Kind = "memory-leak";
  else if (Last != None)
    Found.Kind =
        upTo(Text, Last + Summary.size() + Found.Tool.size() + 2, " :\n");
  return Found;
}
