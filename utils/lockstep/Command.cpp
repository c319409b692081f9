//===- Command.cpp - The subcommands and how they are parsed --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "base/Nearest.h"

#include <algorithm>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

int cli::fail(std::string_view Message) {
  fmt::print(stderr, "lockstep: error: {}\n", Message);
  return ExitUsage;
}

void cli::warn(std::string_view Message) {
  fmt::print(stderr, "lockstep: warning: {}\n", Message);
}

CommandParser::CommandParser(std::string_view Name,
                             std::string_view Description,
                             std::string_view Usage)
    : App(std::string(Description)), Name(Name), Usage(Usage) {
  App.set_help_flag("-h,--help", "print this text and exit");
  App.allow_extras();
}

int CommandParser::fail(std::string_view Message) const {
  cli::fail(Message);
  fmt::print(stderr, "'lockstep {} --help' says how it is used\n", Name);
  return ExitUsage;
}

/// Breaks \p Text into lines of at most 80 columns, each indented by \p Indent.
static std::string wrapped(std::string_view Text, size_t Indent) {
  constexpr size_t Width = 80;
  std::string Out, Line(Indent, ' ');
  while (!Text.empty()) {
    size_t End = std::min(Text.find(' '), Text.size());
    if (Line.size() > Indent && Line.size() + 1 + End > Width) {
      Out += Line + "\n";
      Line.assign(Indent, ' ');
    }
    Line +=
        (Line.size() > Indent ? " " : "") + std::string(Text.substr(0, End));
    Text.remove_prefix(std::min(End + 1, Text.size()));
  }
  return Out + Line + "\n";
}

std::string CommandParser::help() const {
  std::string Text = fmt::format("Usage: lockstep {} {}\n\n", Name, Usage) +
                     wrapped(App.get_description(), 0);
  // What is the command's own comes before what all commands have.
  std::vector<std::string> Groups = App.get_groups();
  std::stable_partition(Groups.begin(), Groups.end(),
                        [](const std::string &G) { return G != "Options"; });
  for (const std::string &Group : Groups) {
    Text += "\n" + Group + ":\n";
    for (const CLI::Option *Option : App.get_options()) {
      if (Option->get_group() != Group || Option->get_positional())
        continue;
      std::string Names;
      for (const std::string &Short : Option->get_snames())
        Names += "-" + Short + ", ";
      for (const std::string &Long : Option->get_lnames())
        Names += "--" + Long;
      if (!Option->get_type_name().empty())
        Names += " " + Option->get_type_name();
      Text += "  " + Names + "\n" + wrapped(Option->get_description(), 10);
    }
  }
  if (!App.get_footer().empty())
    Text += "\n" + App.get_footer() + "\n";
  return Text;
}

std::string CommandParser::unknownOption(std::string_view Given) const {
  std::string_view Word = Given.substr(0, Given.find('='));
  std::vector<std::string> Names;
  for (const CLI::Option *Option : App.get_options())
    for (const std::string &Long : Option->get_lnames())
      Names.push_back("--" + Long);
  std::vector<std::string_view> Candidates(Names.begin(), Names.end());
  std::string_view Near = nearest(Word, Candidates);
  if (Near.empty())
    return fmt::format("there is no option '{}'", Word);
  return fmt::format("there is no option '{}'; did you mean '{}'?", Word, Near);
}

/// The first option of \p Ours, arguments without those of a program, that is
/// given an empty value, for which CLI11 would take the next argument; or
/// empty.
std::string CommandParser::optionWithoutValue(const Arguments &Ours) const {
  for (size_t I = 0; I < Ours.size(); ++I) {
    if (Ours[I].empty() || Ours[I].front() != '-') {
      if (App.get_prefix_command())
        break; // the program's own begin
      continue;
    }
    std::string Word = Ours[I].substr(0, Ours[I].find('='));
    const CLI::Option *Option = App.get_option_no_throw(Word);
    if (!Option)
      continue;
    if (Word.size() < Ours[I].size()) {
      if (Word.size() + 1 == Ours[I].size())
        return Word;
    } else if (Option->get_items_expected_max() > 0 && ++I < Ours.size() &&
               Ours[I].empty()) {
      return Word;
    }
  }
  return {};
}

std::optional<int> CommandParser::checkLeftOver(const Arguments &Left) {
  if (Left.empty())
    return std::nullopt;
  if (Left.front().size() > 1 && Left.front().front() == '-')
    return fail(unknownOption(Left.front()));
  if (!App.get_prefix_command())
    return fail(fmt::format("'{}' is one argument too many", Left.front()));
  return std::nullopt;
}

std::optional<int> CommandParser::parse(const Arguments &Given) {
  // What follows `--` is the program's; CLI11 does not see it.
  auto Dashes =
      TakesProgram ? std::find(Given.begin(), Given.end(), "--") : Given.end();
  Arguments Ours(Given.begin(), Dashes);
  if (std::string Word = optionWithoutValue(Ours); !Word.empty())
    return fail(fmt::format(
        "the value of '{}' is empty; give it one, or leave the option out",
        Word));
  std::reverse(Ours.begin(), Ours.end());
  try {
    App.parse(std::move(Ours));
  } catch (const CLI::CallForHelp &) {
    fmt::print("{}", help());
    return 0;
  } catch (const CLI::ParseError &Failure) {
    return fail(Failure.what());
  }
  Arguments Left = App.remaining();
  if (std::optional<int> Status = checkLeftOver(Left))
    return Status;
  // The `--` was the program's own when its name came before.
  Program = std::move(Left);
  if (!Program.empty())
    Program.insert(Program.end(), Dashes, Given.end());
  else if (Dashes != Given.end())
    Program.assign(Dashes + 1, Given.end());
  return std::nullopt;
}
