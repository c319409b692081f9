//===- TextLine.h - One line of a trace's text form, taken apart *- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TEXTLINE_H
#define LOCKSTEP_TRACE_TEXTLINE_H

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// A line that a person may have written. The first problem sticks, with its
/// column.
class TextLine {
public:
  /// \p Whole must outlive the line; \p Start is where its fields begin.
  TextLine(std::string_view Whole, std::string_view Start)
      : Whole(Whole), Rest(Start) {}

  bool failed() const { return !Problem.empty(); }
  /// "column 5: …".
  const std::string &problem() const { return Problem; }
  /// Notes a problem with \p Token, which is a part of the line.
  void fail(std::string_view Token, const std::string &Text);

  /// The next word, up to a blank; empty at the end and at a comment. Blanks
  /// between quotes do not end it.
  std::string_view word();
  /// All that is left, without the blanks around it.
  std::string_view rest();

  /// \name What a word says; \p What names it in a problem
  /// @{
  uint64_t number(std::string_view Word, uint64_t Max, const char *What);
  /// A number behind \p Letter: "T12".
  uint32_t id(std::string_view Word, char Letter, const char *What);
  /// The entry of \p Names, of which there are \p Count, that \p Word is.
  template <class E>
  E enumerator(std::string_view Word, const char *(*Name)(E), unsigned Count,
               const char *What) {
    std::vector<std::string_view> Names;
    for (unsigned I = 0; I < Count; ++I) {
      if (Word == Name(E(I)))
        return E(I);
      Names.push_back(Name(E(I)));
    }
    unknown(Word, What, Names);
    return E(0);
  }
  /// What printable() made of a text, back.
  std::string unescape(std::string_view Escaped);
  /// @}

  /// Notes that \p Word is not one of \p Names.
  void unknown(std::string_view Word, const char *What,
               const std::vector<std::string_view> &Names);

private:
  std::string_view Whole, Rest;
  std::string Problem;
};

/// Reads the fields "name=value" that are left of a line, in any order. The
/// mirror image of what writes them: a field that is absent has its usual
/// value.
class FieldWords {
public:
  explicit FieldWords(TextLine &Line);

  template <std::unsigned_integral T>
  void number(const char *Name, T &Value, T Usual = 0) {
    std::string_view Word;
    Value = take(Name, Word)
                ? T(Line.number(Word, std::numeric_limits<T>::max(), Name))
                : Usual;
  }
  void id(const char *Name, char Letter, uint32_t &Value) {
    std::string_view Word;
    Value = take(Name, Word) ? Line.id(Word, Letter, Name) : 0xffffffff;
  }
  template <class E>
  void word(const char *Name, E &Value, const char *(*Text)(E),
            unsigned Count) {
    std::string_view Word;
    if (take(Name, Word))
      Value = Line.enumerator(Word, Text, Count, Name);
  }
  void text(const char *Name, std::string &Value);
  /// Notes a problem when a field was not asked for.
  void finish();

private:
  struct Field {
    std::string_view Name, Value;
    bool Taken = false;
  };
  bool take(std::string_view Name, std::string_view &Value);

  TextLine &Line;
  std::vector<Field> Fields;
  std::vector<std::string_view> Asked;
};

} // namespace lockstep

#endif
