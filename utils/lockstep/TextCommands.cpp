//===- TextCommands.cpp - lockstep dump and lockstep assemble -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "OpenFile.h"
#include "TraceFile.h"

#include "trace/Encoder.h"
#include "trace/Text.h"

#include <cstdio>
#include <filesystem>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

int cli::dumpMain(const Arguments &Given) {
  CommandParser Parser("dump",
                       "Writes all that a trace holds as text, which 'lockstep "
                       "assemble' makes a trace of again. Its schedule can be "
                       "edited in between.",
                       "[options] TRACE");
  std::string Path, Output = "-";
  Parser.app().add_option("TRACE", Path)->required();
  Parser.app()
      .add_option("-o,--output", Output,
                  "the text's file (default: standard output)")
      ->type_name("FILE");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return fail(Source.error());
  if (isOneFile(Path, Output))
    return fail(fmt::format("the text would replace the trace '{}'; name "
                            "another file with -o",
                            Path));
  if (Status Done = writeFile(Output, traceToText(*Source)); !Done)
    return fail(Done.error());
  return 0;
}

/// All of \p Path, or of standard input when it is "-".
static Result<std::string> readText(const std::string &Path) {
  constexpr uint64_t MaxBytes = uint64_t(1) << 32;
  std::string Text;
  if (Path == "-") {
    char Part[1 << 16];
    while (size_t Got = fread(Part, 1, sizeof Part, stdin)) {
      Text.append(Part, Got);
      if (Text.size() > MaxBytes)
        return Error{"the text on standard input is larger than 4 GiB; a "
                     "trace's is not"};
    }
    if (ferror(stdin))
      return Error{"standard input cannot be read to its end"};
    return Text;
  }
  Result<OpenFile> File = OpenFile::open(Path);
  if (!File)
    return Error{File.error()};
  if (File->size() > MaxBytes)
    return Error{fmt::format("'{}' is larger than 4 GiB; a trace's text is "
                             "not",
                             Path)};
  Text.resize(File->size());
  if (!File->readAt(0, Text.data(), Text.size()))
    return Error{fmt::format("'{}' cannot be read to its end", Path)};
  return Text;
}

/// Where the trace goes when nothing was said: "x.txt" gives "x.lstrace", which
/// must be free, because it may be the trace that the text was made from.
static Result<std::string> defaultOutput(const std::string &Path) {
  if (Path == "-")
    return Error{"the text comes from standard input; name the trace with -o"};
  std::string Output =
      std::filesystem::path(Path).replace_extension(".lstrace").string();
  std::error_code Ignored;
  if (std::filesystem::exists(Output, Ignored))
    return Error{fmt::format("'{}' is there already; name the trace with -o "
                             "(that may replace it)",
                             Output)};
  return Output;
}

int cli::assembleMain(const Arguments &Given) {
  CommandParser Parser("assemble",
                       "Makes a trace of the text that 'lockstep dump' wrote "
                       "and that may have been edited since.",
                       "[options] FILE");
  std::string Path, Output;
  Parser.app()
      .add_option("FILE", Path, "the text; - is standard input")
      ->required();
  Parser.app()
      .add_option("-o,--output", Output,
                  "the trace (default: FILE with the ending .lstrace, when "
                  "there is no such file yet)")
      ->type_name("TRACE");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (Output.empty()) {
    Result<std::string> Default = defaultOutput(Path);
    if (!Default)
      return fail(Default.error());
    Output = *Default;
  }
  if (isOneFile(Path, Output))
    return fail(fmt::format("the trace would replace its text '{}'; name "
                            "another file with -o",
                            Path));
  Result<std::string> Text = readText(Path);
  if (!Text)
    return fail(Text.error());
  std::string Name = Path == "-" ? "standard input" : "'" + Path + "'";
  Result<AssembledTrace> Read = traceFromText(*Text);
  if (!Read)
    return fail(fmt::format("{}: {}", Name, Read.error()));
  Result<std::string> Bytes = encodeTrace(Read->Made);
  if (!Bytes)
    return fail(fmt::format("{}: {}", Name, Bytes.error()));
  if (Status Done = writeFile(Output, *Bytes); !Done)
    return fail(Done.error());
  if (Read->Edited)
    fmt::print(stderr,
               "lockstep: the schedule was edited: its events and its summary "
               "no longer hold and were left out\n");
  return 0;
}
