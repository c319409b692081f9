//===- Timeline.cpp - A schedule in columns by thread ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Timeline.h"

#include "report/Messages.h"
#include "report/Paint.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

namespace {
constexpr size_t MinWidth = 60;
constexpr size_t GutterWidth = 9; ///< "  12345 >"
/// Room for a text in the last column: at least, and when it can be had.
constexpr size_t MinText = 20, GoodText = 40;
constexpr size_t MinStride = 5, MaxStride = 16;

class Layout {
public:
  Layout(const std::vector<TimelineLine> &Lines,
         const std::vector<TimelineColumn> &Columns, unsigned Width, bool Color)
      : Columns(Columns), Width(std::max<size_t>(Width, MinWidth)),
        Colors(Color) {
    TextWidth = (this->Width - GutterWidth) * 2 / 3;
    size_t Fit = (TextWidth - MinText) / MinStride + 1;
    Own = std::min(Columns.size(), Fit);
    size_t Room = TextWidth > GoodText ? TextWidth - GoodText : 0;
    Stride = Own > 1 ? std::clamp(Room / (Own - 1), MinStride, MaxStride)
                     : TextWidth;
    size_t Needed = MinText;
    for (const TimelineLine &Line : Lines)
      Needed = std::max(Needed, displayWidth(wholeText(Line)));
    TextWidth = std::min(TextWidth, Needed + 2);
  }

  std::string header() const;
  std::string line(const TimelineLine &Line) const;

private:
  size_t columnOf(ThreadId Thread) const;
  std::string wholeText(const TimelineLine &Line) const;
  std::string textArea(const TimelineLine &Line) const;

  const std::vector<TimelineColumn> &Columns;
  size_t Width;
  Paint Colors;
  size_t TextWidth, Own, Stride;
};
} // namespace

static void trimRight(std::string &Text) {
  Text.erase(Text.find_last_not_of(' ') + 1);
}

size_t Layout::columnOf(ThreadId Thread) const {
  for (size_t I = 0; I < Columns.size(); ++I)
    if (Columns[I].Thread == Thread)
      return I;
  return Columns.size();
}

std::string Layout::header() const {
  std::string Text = padText("   step", GutterWidth + 1);
  for (size_t I = 0; I < Own; ++I) {
    bool Shared = I + 1 == Own && Columns.size() > Own;
    std::string Title = Shared ? messages::otherThreads() : Columns[I].Title;
    size_t Room = I + 1 == Own ? TextWidth - I * Stride : Stride;
    Text += padText(clipText(Title, Room - 1), Room);
  }
  trimRight(Text);
  return Colors.bold(Text) + "\n";
}

/// The text with what stands to the left of it in other columns.
std::string Layout::wholeText(const TimelineLine &Line) const {
  if (!Line.Thread.isValid() || !Own)
    return Line.Text;
  size_t Column = columnOf(Line.Thread);
  bool Shares = Column + 1 >= Own && Columns.size() > Own;
  std::string Text;
  for (size_t I = 0; I < std::min(Column, Own - 1); ++I)
    Text += padText("|", Stride);
  if (Shares)
    Text += messages::threadTag(Line.Thread) + ": ";
  return Text + Line.Text;
}

std::string Layout::textArea(const TimelineLine &Line) const {
  std::string Text = wholeText(Line), End;
  size_t Room = TextWidth - 2;
  if (Line.Uncut) {
    // It may take the room of the source line.
    size_t Others = GutterWidth + 3 + displayWidth(Line.Where);
    Room = std::max(Room, Width - std::min(Width, Others));
    End = Text.substr(Text.size() - Line.Uncut);
    Text.resize(Text.size() - Line.Uncut);
    Room -= std::min(Room, displayWidth(End));
    // Even where there is none, the operation has a word or two.
    Room = std::max(Room, MinText);
  }
  Text = clipText(Text, Room) + End;
  for (size_t I = 1; I < Own && Line.Thread.isValid(); ++I)
    if (displayWidth(Text) < I * Stride && I * Stride < TextWidth - 1)
      Text = padText(Text, I * Stride) + "|";
  return Text;
}

std::string Layout::line(const TimelineLine &Line) const {
  std::string Step = Line.AtEnd  ? messages::scheduleEnd()
                     : Line.Fold ? ""
                                 : std::to_string(Line.Step);
  std::string Number(Step.size() < 7 ? 7 - Step.size() : 0, ' ');
  Number += Step;
  std::string Area = textArea(Line);
  // What must not be cut may need more than its share.
  size_t AreaWidth =
      displayWidth(Area) < TextWidth ? TextWidth : displayWidth(Area) + 2;
  size_t Taken = Number.size() + 3 + AreaWidth;
  size_t Room = Width > Taken ? Width - Taken : 0;
  std::string Where = clipText(Line.Where, Room), Source;
  if (!Line.Source.empty() && displayWidth(Where) + 8 < Room)
    Source = "  " + clipText(Line.Source, Room - displayWidth(Where) - 2);
  std::string Left = " " + (Where.empty() ? Area : padText(Area, AreaWidth));
  return Number + (Line.Marked ? Colors.mark("*") : " ") +
         (Line.Switch ? Colors.mark(">") : " ") +
         (Line.Fold ? Colors.dim(Left) : Left) + Where + Colors.dim(Source) +
         "\n";
}

std::string lockstep::renderTimeline(const std::vector<TimelineLine> &Lines,
                                     const std::vector<TimelineColumn> &Columns,
                                     unsigned Width, bool Color) {
  Layout Shape(Lines, Columns, Width, Color);
  std::string Text = Shape.header();
  for (const TimelineLine &Line : Lines)
    Text += Shape.line(Line);
  return Text;
}
