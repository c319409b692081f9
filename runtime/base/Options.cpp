//===- Options.cpp - The options of LOCKSTEP_OPTIONS ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Options.h"
#include "base/Items.h"
#include "base/Nearest.h"
#include "base/Number.h"

#include <type_traits>

using namespace lockstep;

namespace {

enum class Effect : uint8_t { Behavior, Presentation };

struct ChoiceRow {
  std::string_view Type;
  uint8_t Value;
  std::string_view Word;
};
constexpr ChoiceRow Choices[] = {
#define LOCKSTEP_CHOICE(Type, Enumerator, Word)                                \
  {#Type, uint8_t(Type::Enumerator), Word},
#include "base/options.def"
};

struct Row {
  std::string_view Name;
  std::string_view Type;
  uint64_t Min, Max;
  Effect What;
  std::string_view Help;
  bool (*Read)(Options &, const Row &, std::string_view);
  std::string (*Print)(const Options &, const Row &);
};

// How each type is read and printed.

bool read(bool &Value, const Row &, std::string_view Text) {
  bool Yes = Text == "1" || Text == "true" || Text == "yes";
  bool No = Text == "0" || Text == "false" || Text == "no";
  Value = Yes;
  return Yes || No;
}
std::string print(bool Value, const Row &) { return Value ? "1" : "0"; }

bool read(uint64_t &Value, const Row &R, std::string_view Text) {
  return parseNumber(Text, Value) && Value >= R.Min && Value <= R.Max;
}
std::string print(uint64_t Value, const Row &) { return std::to_string(Value); }

bool read(std::string &Value, const Row &, std::string_view Text) {
  Value = Text;
  return Text.find('\0') == std::string_view::npos;
}
std::string print(const std::string &Value, const Row &) { return Value; }

bool read(ExitExpectation &Value, const Row &, std::string_view Text) {
  Value = {};
  if ((Value.Any = Text == "any"))
    return true;
  uint64_t Number = 0;
  bool Good = parseNumber(Text, Number) && Number <= 255;
  Value.Status = uint8_t(Number);
  return Good;
}
std::string print(ExitExpectation Value, const Row &) {
  return Value.Any ? "any" : std::to_string(Value.Status);
}

template <class T>
std::enable_if_t<std::is_enum_v<T>, bool> read(T &Value, const Row &R,
                                               std::string_view Text) {
  for (const ChoiceRow &Choice : Choices)
    if (Choice.Type == R.Type && Choice.Word == Text) {
      Value = T(Choice.Value);
      return true;
    }
  return false;
}
template <class T>
std::enable_if_t<std::is_enum_v<T>, std::string> print(T Value, const Row &R) {
  for (const ChoiceRow &Choice : Choices)
    if (Choice.Type == R.Type && Choice.Value == uint8_t(Value))
      return std::string(Choice.Word);
  return "";
}

constexpr Row Rows[] = {
#define LOCKSTEP_OPTION(Type, Field, Name, Default, Min, Max, What, Help)      \
  {Name,                                                                       \
   #Type,                                                                      \
   Min,                                                                        \
   Max,                                                                        \
   Effect::What,                                                               \
   Help,                                                                       \
   [](Options &O, const Row &R, std::string_view Text) {                       \
     return read(O.Field, R, Text);                                            \
   },                                                                          \
   [](const Options &O, const Row &R) { return print(O.Field, R); }},
#include "base/options.def"
};

/// What values the option takes, for messages and listings.
std::string valuesText(const Row &R) {
  if (R.Type == "bool")
    return "0 or 1";
  if (R.Type == "uint64_t")
    return std::to_string(R.Min) + " to " + std::to_string(R.Max);
  if (R.Type == "ExitExpectation")
    return "0 to 255, or any";
  if (R.Type == "std::string")
    return "text";
  std::string Words;
  for (const ChoiceRow &Choice : Choices)
    if (Choice.Type == R.Type)
      Words += (Words.empty() ? "" : ", ") + std::string(Choice.Word);
  return Words;
}

std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}

std::string unknownOption(std::string_view Name, std::string_view Origin) {
  std::vector<std::string_view> Names;
  for (const Row &R : Rows)
    Names.push_back(R.Name);
  std::string Message =
      std::string(Origin) + ": there is no option " + quoted(Name);
  std::string_view Near = nearest(Name, Names);
  if (!Near.empty())
    return Message + "; did you mean " + quoted(Near) + "?";
  return Message + "; help=1 lists all";
}

} // namespace

Result<ParsedOptions> lockstep::parseOptions(std::string_view Text,
                                             const Options &Base,
                                             std::string_view Origin) {
  ParsedOptions Parsed{Base, {}};
  ItemReader Items(Text, Origin);
  while (true) {
    Result<bool> More = Items.next();
    if (!More)
      return Error{More.error()};
    if (!*More)
      return Parsed;
    const Row *Known = nullptr;
    for (const Row &R : Rows)
      if (R.Name == Items.Name)
        Known = &R;
    if (!Known)
      Parsed.Warnings.push_back(unknownOption(Items.Name, Origin));
    else if (!Known->Read(Parsed.Values, *Known, Items.Value))
      return Error{std::string(Origin) + ": " + quoted(Items.Value) +
                   " is no value for '" + std::string(Known->Name) +
                   "', which takes " + valuesText(*Known)};
  }
}

std::string lockstep::canonicalBehavior(const Options &Values) {
  std::string Text;
  for (const Row &R : Rows) {
    if (R.What != Effect::Behavior)
      continue;
    if (!Text.empty())
      Text += ':';
    Text += std::string(R.Name) + "=" + R.Print(Values, R);
  }
  return Text;
}

std::vector<OptionInfo> lockstep::optionTable() {
  std::vector<OptionInfo> Table;
  Options Defaults;
  for (const Row &R : Rows)
    Table.push_back({R.Name, valuesText(R), R.Print(Defaults, R), R.Help,
                     R.What == Effect::Behavior});
  return Table;
}

std::string lockstep::optionsHelp() {
  std::string Text =
      "Options of LOCKSTEP_OPTIONS, written name=value and separated by ':', "
      "',' or spaces:\n";
  for (const OptionInfo &Option : optionTable()) {
    Text += "  " + std::string(Option.Name) + "=" +
            (Option.Default.empty() ? "''" : Option.Default) + "\n        " +
            std::string(Option.Help) + "\n        (" + Option.Values + ")\n";
  }
  return Text;
}
