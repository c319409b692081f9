//===- Findings.cpp - Reporting what was found ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Findings.h"

#include "base/Hash.h"
#include "platform/Kernel.h"
#include "platform/SourceFiles.h"
#include "preload/Startup.h"
#include "report/Annotation.h"
#include "report/Hang.h"
#include "report/Report.h"
#include "report/TracePlaces.h"
#include "shrink/Signature.h"
#include "trace/Encoder.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;

/// Made anew only when modules were loaded since: shrinking asks for every
/// execution.
static const PassTables &passTables() {
  static PassTables *Known = nullptr;
  static size_t KnownModules = 0;
  size_t Modules = processSites().modules().size();
  if (!Known || Modules != KnownModules) {
    delete Known;
    Known = new PassTables(processSites());
    KnownModules = Modules;
  }
  return *Known;
}

BacktraceSymbolizer lockstep::symbolizerFor(const ExecutionArea &Area) {
  std::vector<LoadedModule> Modules;
  for (const ProcessModule &Loaded : recordedModules(Area))
    Modules.push_back({Loaded.Path, Loaded.Base});
  return BacktraceSymbolizer(Modules, passTables());
}

void FindingWriter::say(const std::string &Line) {
  std::string Text = "Lockstep: " + Line + "\n";
  writeAll(Messages, Text.data(), Text.size());
}

bool FindingWriter::useColor() const {
  return Settings.Color == WhenChoice::Always ||
         (Settings.Color == WhenChoice::Auto && isatty(Messages));
}

Reported FindingWriter::judge(ExecutionRecord &Record,
                              const ExecutionArea &Area) {
  BacktraceSymbolizer Symbols = symbolizerFor(Area);
  Reported Finding;
  Finding.Kind = reportedOutcome(Record);
  Record.Schedule.Outcome = Finding.Kind;
  completeTrace(Record, Symbols);
  Finding.Summary = Finding.Identity = Record.Schedule.Summary;
  if (Finding.Kind == OutcomeKind::DataRace)
    for (const std::string &Place : placesOfRace(Record.Schedule))
      Finding.Identity += "\n" + Place;
  return Finding;
}

//===----------------------------------------------------------------------===//
// The trace file
//===----------------------------------------------------------------------===//

static Status writeFile(const std::string &Path, const std::string &Bytes) {
  int File = open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (File < 0)
    return Error{"cannot write '" + Path + "': " + strerror(errno)};
  size_t Done = 0;
  while (Done < Bytes.size()) {
    ssize_t Got = write(File, Bytes.data() + Done, Bytes.size() - Done);
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0) {
      Error Failure{"cannot write '" + Path + "': " + strerror(errno)};
      close(File);
      return Failure;
    }
    Done += size_t(Got);
  }
  close(File);
  return success();
}

/// Whether \p Path is something that a new file must not take the place of: a
/// device, a pipe, a link.
static bool isNoPlainFile(const std::string &Path) {
  struct stat Found;
  return lstat(Path.c_str(), &Found) == 0 && !S_ISREG(Found.st_mode);
}

Status lockstep::saveFile(const std::string &Path, const std::string &Bytes) {
  if (isNoPlainFile(Path))
    return writeFile(Path, Bytes);
  // Others may write the same file at the same time. getpid() is the program's
  // and answers the same in all processes.
  std::string Beside =
      Path + "." + std::to_string(kernelCall(SYS_getpid)) + ".part";
  Status Done = writeFile(Beside, Bytes);
  if (Done && rename(Beside.c_str(), Path.c_str()))
    Done = Error{"cannot write '" + Path + "': " + strerror(errno)};
  if (!Done)
    unlink(Beside.c_str());
  return Done;
}

Status lockstep::saveTrace(const Trace &Whole, const std::string &Path) {
  Result<std::string> Bytes = encodeTrace(Whole);
  if (!Bytes)
    return Error{"cannot write '" + Path + "': " + Bytes.error()};
  return saveFile(Path, *Bytes);
}

Status lockstep::makeFolder(const std::string &Path) {
  for (size_t End = 1; End <= Path.size(); ++End) {
    if (End < Path.size() && Path[End] != '/')
      continue;
    std::string Part = Path.substr(0, End);
    if (mkdir(Part.c_str(), 0777) && errno != EEXIST)
      return Error{"cannot create the folder '" + Part +
                   "': " + strerror(errno)};
  }
  return success();
}

std::string lockstep::traceFileName(const std::string &Program, uint64_t Hash,
                                    unsigned Digits) {
  constexpr char Hex[] = "0123456789abcdef";
  std::string Name = Program.substr(Program.rfind('/') + 1) + "-";
  for (unsigned I = 0; I < Digits; ++I)
    Name += Hex[Hash >> (60 - 4 * I) & 15];
  return Name + ".lstrace";
}

/// Whether \p Path is free, or holds just these bytes.
static bool mayUse(const std::string &Path, const std::string &Bytes) {
  int File = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return errno == ENOENT;
  std::string There(Bytes.size() + 1, 0);
  ssize_t Got = read(File, There.data(), There.size());
  close(File);
  return Got == ssize_t(Bytes.size()) && !There.compare(0, Bytes.size(), Bytes);
}

void FindingWriter::writeTrace(const ExecutionRecord &Record,
                               Reported &Finding) {
  Result<std::string> Bytes = encodeTrace(Record.Schedule);
  if (!Bytes)
    return say("no trace was written: " + Bytes.error());
  if (Status Made = makeFolder(Settings.TraceDir); !Made)
    return say("no trace was written: " + Made.error() +
               "; name another with trace_dir in LOCKSTEP_OPTIONS");
  // A short name from the content: the same finding, the same file.
  uint64_t Hash = hash64(*Bytes);
  std::string Path;
  for (unsigned Digits = 4; Digits <= 16; Digits += 4) {
    Path = Settings.TraceDir + "/" +
           traceFileName(Record.Schedule.Program, Hash, Digits);
    if (mayUse(Path, *Bytes))
      break;
  }
  if (Status Done = save(Record.Schedule, Path); !Done)
    return say("no trace was written: " + Done.error());
  Finding.TracePath = Path;
}

/// Where the standard input of the execution with this trace is kept.
static std::string inputBeside(std::string TracePath) {
  constexpr std::string_view Suffix = ".lstrace";
  if (TracePath.ends_with(Suffix))
    TracePath.resize(TracePath.size() - Suffix.size());
  return TracePath + ".input";
}

Status FindingWriter::save(const Trace &Schedule, const std::string &Path) {
  if (Status Done = saveTrace(Schedule, Path); !Done)
    return Done;
  if (!Input.wasRead() || !Input.file().empty() || isNoPlainFile(Path))
    return success();
  return saveFile(inputBeside(Path), Input.content());
}

/// What the shell is to add to a command that runs the program, so that it
/// reads what it read.
std::string FindingWriter::redirection(const std::string &TracePath) const {
  if (!Input.wasRead())
    return "";
  std::string File = Input.file();
  if (File.empty() && access(inputBeside(TracePath).c_str(), R_OK) == 0)
    File = inputBeside(TracePath);
  return File.empty() ? "" : " < " + shellQuote(File);
}

//===----------------------------------------------------------------------===//
// The report
//===----------------------------------------------------------------------===//

std::string lockstep::shellQuote(const std::string &Text) {
  constexpr const char *Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                "UVWXYZ0123456789_@%+=:,./-";
  if (!Text.empty() && Text.find_first_not_of(Plain) == std::string::npos)
    return Text;
  std::string Quoted = "'";
  for (char C : Text)
    Quoted += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Quoted + "'";
}

static std::string replayCommand(const Trace &Schedule,
                                 const std::string &TracePath,
                                 const BundleOrigin &From) {
  if (From.contains(TracePath))
    return "lockstep replay " + shellQuote(From.Path);
  std::string Command = "LOCKSTEP_TRACE=" + shellQuote(TracePath);
  for (size_t I = 0; I < Schedule.Arguments.size(); ++I)
    Command += " " + shellQuote(Schedule.Arguments[I]);
  return Command;
}

unsigned lockstep::terminalWidth(int Descriptor) {
  winsize Size{};
  return ioctl(Descriptor, TIOCGWINSZ, &Size) == 0 && Size.ws_col ? Size.ws_col
                                                                  : 120;
}

std::string FindingWriter::text(const ExecutionRecord &Record,
                                const ExecutionArea &Area,
                                const std::string &TracePath) const {
  BacktraceSymbolizer Symbols = symbolizerFor(Area);
  SourceFiles Sources(SourceFiles::foldersFor(Record.Schedule.Program),
                      From.sources());
  ReportStyle Style;
  Style.Color = useColor();
  Style.Width = terminalWidth(Messages);
  Style.ScheduleRows = unsigned(Settings.ReportRows);
  Style.WholeSchedule = Settings.Schedule == ScheduleChoice::All;
  if (Settings.Output != OutputChoice::Failing)
    Style.OutputLines = 0;
  Style.TracePath = From.contains(TracePath) ? From.Path : TracePath;
  if (!TracePath.empty())
    Style.ReplayCommand = replayCommand(Record.Schedule, TracePath, From) +
                          redirection(TracePath);
  std::string Text;
  // Set by GitHub Actions, whose runner looks for commands in all that a job
  // prints. The report comes behind: it ends in the SUMMARY line.
  if (const char *Runner = getenv("GITHUB_ACTIONS");
      Runner && std::string_view(Runner) == "true") {
    const char *Workspace = getenv("GITHUB_WORKSPACE");
    Text = githubAnnotation(Record, Symbols, Workspace ? Workspace : "");
  }
  return Text + renderReport(Record, Symbols, Sources, Style);
}

void FindingWriter::print(const ExecutionRecord &Record,
                          const ExecutionArea &Area,
                          const std::string &TracePath) {
  std::string Text = text(Record, Area, TracePath);
  writeAll(Messages, Text.data(), Text.size());
}
