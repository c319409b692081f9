//===- Stacks.cpp - The stacks of a report --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Stacks.h"

#include "report/Messages.h"
#include "report/Paint.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

static constexpr size_t MaxStacks = 16;
/// Demangled names of templates can fill a screen.
static constexpr size_t MaxFunction = 160;

static std::string frameText(size_t Number, const SourceFrame &Frame) {
  std::string Text =
      "    #" + std::to_string(Number) + " " + hexText(Frame.Offset);
  if (!Frame.Function.empty())
    Text += " " + messages::inFunction(
                      clipText(escapeText(Frame.Function), MaxFunction));
  if (!Frame.File.empty()) {
    Place At{escapeText(Frame.File), Frame.Line, Frame.Column, {}};
    Text += " " + At.fileText();
  } else if (!Frame.Module.empty()) {
    Text += " (" + escapeText(baseName(Frame.Module)) + "+" +
            hexText(Frame.Offset) + ")";
  }
  return Text;
}

static std::string stackText(ReportContext &Context, const StackRef &Ref) {
  Paint Colors(Context.Style.Color);
  std::vector<SourceFrame> Frames = Context.Where.frames(Ref.Stack, Ref.Site);
  if (Frames.empty())
    return {};
  std::string Text = "  " + Ref.Title + "\n";
  size_t Shown =
      std::min<size_t>(Frames.size(), std::max(Context.Style.StackFrames, 1u));
  for (size_t I = 0; I < Shown; ++I) {
    std::string Line = frameText(I, Frames[I]);
    Text += (isLibraryFrame(Frames[I]) ? Colors.dim(Line) : Line) + "\n";
  }
  if (Shown < Frames.size())
    Text += "    " + messages::moreFrames(Frames.size() - Shown) + "\n";
  return Text;
}

std::set<ThreadId> lockstep::threadsInvolved(const ReportContext &Context,
                                             const Finding &Found) {
  std::set<ThreadId> Threads;
  if (Context.Record.Schedule.Culprit.isValid())
    Threads.insert(Context.Record.Schedule.Culprit);
  for (size_t Index : Found.Evidence)
    Threads.insert(Context.Record.Schedule.Events[Index].Thread);
  return Threads;
}

std::string lockstep::stacksSection(ReportContext &Context,
                                    const Finding &Found) {
  std::vector<StackRef> Refs = Found.Stacks;
  for (ThreadId Thread : threadsInvolved(Context, Found))
    if (const ThreadRecord *Known = Context.threadRecord(Thread);
        Known && Known->Created.isValid())
      Refs.push_back({messages::stackOfCreation(Context.thread(Thread),
                                                Context.thread(Known->Parent)),
                      Known->Created, SiteId()});
  std::string Text;
  std::set<std::pair<std::string, StackId>> Seen;
  size_t Left = 0;
  for (const StackRef &Ref : Refs) {
    if (!Ref.Stack.isValid() || !Seen.insert({Ref.Title, Ref.Stack}).second)
      continue;
    if (Seen.size() > MaxStacks)
      ++Left;
    else
      Text += stackText(Context, Ref);
  }
  if (Text.empty())
    return {};
  if (Left)
    Text += "  " + messages::andMore(Left) + "\n";
  return messages::stacksSection() + "\n" + Text;
}
