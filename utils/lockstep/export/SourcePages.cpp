//===- SourcePages.cpp - The source text that events name -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/SourcePages.h"

#include "OpenFile.h"
#include "export/SourceBlocks.h"
#include "export/SourceUri.h"

#include "report/Text.h"

#include <algorithm>
#include <map>
#include <set>

using namespace lockstep;
using namespace lockstep::cli;

namespace {
constexpr uint64_t MaxFileBytes = 8u << 20;
constexpr size_t MaxLines = 20000, MaxFiles = 200, MaxLineWidth = 400;
/// A file of so many lines is shown whole, and so is a function.
constexpr uint32_t SmallFile = 250, LongFunction = 400;
/// Lines around a place in no function, or in a long one.
constexpr uint32_t Around = 30;
/// Parts that are nearer to each other are joined.
constexpr uint32_t SmallGap = 4;
} // namespace

/// Whether \p Path may be C or C++: whoever made the trace chose the name.
static bool isSourceName(std::string_view Path) {
  for (std::string_view Ending :
       {".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".h", ".hh", ".hpp", ".hxx",
        ".h++", ".H", ".inc", ".inl", ".ipp", ".tcc", ".tpp", ".def"})
    if (Path.ends_with(Ending))
      return true;
  // The headers of the C++ library have no ending.
  return Path.find("..") == Path.npos &&
         (Path.starts_with("/usr/include/c++/") ||
          (Path.starts_with("/usr/lib/llvm-") &&
           Path.find("/include/c++/v1/") != Path.npos));
}

static std::string readFile(const std::string &Path) {
  Result<OpenFile> File = OpenFile::open(Path);
  if (!File || File->size() > MaxFileBytes)
    return {};
  std::string Text(File->size(), '\0');
  if (!File->readAt(0, Text.data(), Text.size()))
    return {};
  return Text;
}

/// Below the source root, else beside the program.
static std::string readSource(const std::string &File, const ExportJob &Job,
                              const Trace &Of) {
  if (!isSourceName(File))
    return {};
  std::string Text = readFile(findSource(File, Job.SourceRoot));
  if (!Text.empty() || File.starts_with('/') || !Of.Program.starts_with('/'))
    return Text;
  return readFile(
      findSource(File, Of.Program.substr(0, Of.Program.rfind('/'))));
}

static std::vector<std::string_view> splitLines(std::string_view Text) {
  std::vector<std::string_view> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size());
    std::string_view Line = Text.substr(0, End);
    if (Line.ends_with('\r'))
      Line.remove_suffix(1);
    Lines.push_back(Line);
    Text.remove_prefix(std::min(End + 1, Text.size()));
  }
  return Lines;
}

/// The lines to show for a place on \p Line, of \p Count.
static LineRange rangeAround(uint32_t Line, uint32_t Count,
                             const std::vector<LineRange> &Blocks) {
  LineRange Near{Line > Around ? Line - Around : 1,
                 std::min(Line + Around, Count)};
  auto Block =
      std::find_if(Blocks.begin(), Blocks.end(), [Line](const LineRange &Each) {
        return Each.First <= Line && Line <= Each.Last;
      });
  if (Block == Blocks.end())
    return Near;
  if (Block->Last - Block->First < LongFunction)
    return *Block;
  return {std::max(Near.First, Block->First), std::min(Near.Last, Block->Last)};
}

/// The ranges of a file of \p Count lines that show all of \p Wanted.
static std::vector<LineRange> chooseRanges(const std::set<uint32_t> &Wanted,
                                           uint32_t Count,
                                           std::string_view Text) {
  if (Count <= SmallFile)
    return {{1, Count}};
  std::vector<LineRange> Blocks = findBlocks(Text), Ranges;
  for (uint32_t Line : Wanted)
    if (Line <= Count)
      Ranges.push_back(rangeAround(Line, Count, Blocks));
  std::sort(Ranges.begin(), Ranges.end(),
            [](LineRange A, LineRange B) { return A.First < B.First; });
  std::vector<LineRange> Joined;
  for (LineRange Each : Ranges) {
    if (!Joined.empty() && Each.First <= Joined.back().Last + SmallGap)
      Joined.back().Last = std::max(Joined.back().Last, Each.Last);
    else
      Joined.push_back(Each);
  }
  return Joined;
}

/// The lines that are wanted, by file.
static std::map<std::string, std::set<uint32_t>> placesOf(ExportModel &Of,
                                                          size_t FirstEvent) {
  std::set<uint32_t> Sites;
  for (size_t I = FirstEvent; I < Of.events().size(); ++I)
    Sites.insert(Of.events()[I].Site.Value);
  for (const TraceThreadEnd &End : Of.trace().Ends)
    Sites.insert(End.Site.Value);
  std::map<std::string, std::set<uint32_t>> Lines;
  for (uint32_t Site : Sites)
    if (Place At = Of.place(SiteId(Site)); At.Line)
      Lines[At.File].insert(At.Line);
  if (Place At = Of.failure(); At.Line)
    Lines[At.File].insert(At.Line);
  return Lines;
}

std::vector<SourcePage>
cli::collectSources(ExportModel &Of, const ExportJob &Job, size_t FirstEvent) {
  std::vector<SourcePage> Pages;
  size_t Total = 0;
  for (const auto &[File, Wanted] : placesOf(Of, FirstEvent)) {
    std::string Text = readSource(File, Job, Of.trace());
    std::vector<std::string_view> Lines = splitLines(Text);
    if (Lines.empty() || Pages.size() == MaxFiles)
      continue;
    SourcePage &Page = Pages.emplace_back();
    Page.File = File;
    for (LineRange Range : chooseRanges(Wanted, uint32_t(Lines.size()), Text)) {
      Total += Range.Last - Range.First + 1;
      if (Total > MaxLines)
        return Pages;
      SourcePart &Part = Page.Parts.emplace_back();
      Part.First = Range.First;
      for (uint32_t Line = Range.First; Line <= Range.Last; ++Line)
        Part.Lines.push_back(
            clipText(escapeText(Lines[Line - 1]), MaxLineWidth));
    }
  }
  return Pages;
}
