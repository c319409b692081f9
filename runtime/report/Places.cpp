//===- Places.cpp - Where in the source something happened ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Places.h"

#include "report/Messages.h"
#include "report/Text.h"

using namespace lockstep;

std::string Place::fileText() const {
  std::string Text = File;
  if (Line)
    Text += ":" + std::to_string(Line);
  if (Line && Column)
    Text += ":" + std::to_string(Column);
  return Text;
}

std::string Place::text() const {
  if (!isKnown())
    return messages::unknownPlace();
  if (File.empty())
    return messages::inFunction(Function);
  return Function.empty() ? fileText()
                          : fileText() + " " + messages::inFunction(Function);
}

bool lockstep::isSameFile(std::string_view A, std::string_view B) {
  for (std::string_view *Path : {&A, &B})
    while (Path->starts_with("./") || Path->starts_with("../"))
      Path->remove_prefix(Path->find('/') + 1);
  if (A.size() < B.size())
    std::swap(A, B);
  if (B.empty() || !A.ends_with(B))
    return false;
  return A.size() == B.size() || A[A.size() - B.size() - 1] == '/';
}

bool lockstep::isLibraryFile(std::string_view File) {
  for (std::string_view Folder :
       {"/usr/include/", "/usr/lib/", "/usr/lib64/", "/usr/local/include/"})
    if (File.starts_with(Folder))
      return true;
  return false;
}

bool lockstep::isLibraryFrame(const SourceFrame &Frame) {
  std::string_view Module = baseName(Frame.Module);
  for (std::string_view Library :
       {"libc.so", "libpthread", "libstdc++", "libc++", "libm.so", "ld-linux"})
    if (Module.starts_with(Library))
      return true;
  return Frame.File.empty() || isLibraryFile(Frame.File);
}

static bool isOwnFrame(const SourceFrame &Frame) {
  return baseName(Frame.Module).starts_with("liblockstep_rt");
}

/// A part of a sanitizer's runtime that no program calls.
static bool isSanitizerFrame(const SourceFrame &Frame) {
  for (std::string_view Prefix :
       {"__asan::", "__lsan::", "__ubsan::", "__sanitizer::",
        "__interception::", "__asan_", "__lsan_", "__ubsan_", "__sanitizer_"})
    if (Frame.Function.starts_with(Prefix))
      return true;
  return false;
}

/// A sanitizer's definition of a library function goes by that one's name.
static void nameAsCalled(SourceFrame &Frame) {
  for (std::string_view Prefix :
       {"__interceptor_trampoline_", "___interceptor_", "__interceptor_"})
    if (Frame.Function.starts_with(Prefix)) {
      Frame.Function.erase(0, Prefix.size());
      return;
    }
}

static Place placeOfFrame(const SourceFrame &Frame) {
  return {escapeText(Frame.File), Frame.Line, Frame.Column,
          escapeText(shortFunctionName(Frame.Function))};
}

const TraceSite *Places::site(SiteId Site) const {
  const std::vector<TraceSite> &Sites = Record.Schedule.Sites;
  return Site.isValid() && Site.index() < Sites.size() ? &Sites[Site.index()]
                                                       : nullptr;
}

const std::vector<SourceFrame> &Places::symbolized(uint64_t Address) {
  auto [Entry, IsNew] = Cache.try_emplace(Address);
  if (IsNew)
    Entry->second = Symbols.frames(Address);
  return Entry->second;
}

std::vector<SourceFrame> Places::frames(StackId Stack, SiteId Site) {
  std::vector<SourceFrame> Frames;
  if (!Stack.isValid() || Stack.index() >= Record.Stacks.size())
    return Frames;
  const TraceSite *Known = site(Site);
  bool BeforeProgram = true, SiteFound = false;
  for (uint64_t Address : Record.Stacks[Stack.index()])
    for (SourceFrame Frame : symbolized(Address)) {
      BeforeProgram =
          BeforeProgram && (isOwnFrame(Frame) || isSanitizerFrame(Frame));
      if (BeforeProgram)
        continue;
      nameAsCalled(Frame);
      if (Known && !SiteFound && Frame.Line == Known->Line &&
          isSameFile(Frame.File, Known->File)) {
        SiteFound = true;
        Frame.Column = Known->Column;
      }
      // Debug information gives the path as the compiler was told it; one
      // spelling of a file is enough for one report.
      if (Known && isSameFile(Frame.File, Known->File))
        Frame.File = Known->File;
      Frames.push_back(std::move(Frame));
    }
  return Frames;
}

Place Places::find(SiteId Site, StackId Stack) {
  const TraceSite *Known = site(Site);
  bool HasFile = Known && !Known->File.empty();
  if (HasFile && !isLibraryFile(Known->File))
    return {escapeText(Known->File), Known->Line, Known->Column,
            escapeText(shortFunctionName(Known->Function))};
  std::vector<SourceFrame> Frames = frames(Stack, Site);
  for (const SourceFrame &Frame : Frames)
    if (!isLibraryFrame(Frame))
      return placeOfFrame(Frame);
  if (HasFile)
    return {escapeText(Known->File), Known->Line, Known->Column,
            escapeText(shortFunctionName(Known->Function))};
  for (const SourceFrame &Frame : Frames)
    if (!Frame.Function.empty())
      return placeOfFrame(Frame);
  if (Known)
    return {"", 0, 0, escapeText(shortFunctionName(Known->Function))};
  return {};
}
