//===- Formats.cpp - What formats of printf and scanf point to ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Formats.h"

#include <cstring>

using namespace lockstep;

namespace {

constexpr uint64_t NoLimit = UINT64_MAX;

bool isDigit(char C) { return C >= '0' && C <= '9'; }

/// Reads digits. Large numbers stay large.
uint64_t readNumber(const char *&At) {
  uint64_t Value = 0;
  for (; isDigit(*At); ++At)
    if (Value < (uint64_t(1) << 40))
      Value = Value * 10 + uint64_t(*At - '0');
  return Value;
}

enum class Modifier : uint8_t { None, Char, Short, Long, LongLong, LongDouble };

Modifier readModifier(const char *&At) {
  switch (*At) {
  case 'h':
    ++At;
    if (*At != 'h')
      return Modifier::Short;
    ++At;
    return Modifier::Char;
  case 'l':
    ++At;
    if (*At != 'l')
      return Modifier::Long;
    ++At;
    return Modifier::LongLong;
  case 'q':
  case 'j':
  case 'z':
  case 'Z':
  case 't':
    ++At;
    return Modifier::LongLong;
  case 'L':
    ++At;
    return Modifier::LongDouble;
  default:
    return Modifier::None;
  }
}

bool isOneOf(char C, const char *Letters) { return C && strchr(Letters, C); }

/// How an argument is passed.
enum class Passed : uint8_t { Not, Int, Word, Double, LongDouble };

/// A string for %s.
struct WantedText {
  unsigned Argument = 0;
  int Precision = -1; ///< the argument that says it
  uint64_t Limit = NoLimit;
  bool IsWide = false;
};

/// Reads a format of printf: which arguments there are, of what kind, and which
/// of them are strings.
class PrintFormat {
public:
  explicit PrintFormat(const char *Format) : At(Format) {
    while (IsUnderstood && skipToConversion())
      IsUnderstood = readConversion();
  }

  FormatRanges fetch(va_list Arguments);

private:
  bool skipToConversion() {
    At = strchr(At, '%');
    return At && At++;
  }
  bool readConversion();
  bool readStar(int &Argument);
  int place(Passed How);
  bool setKind(int Argument, Passed How);
  unsigned readPosition();

  const char *At;
  Passed Kinds[MaxFormatArguments] = {};
  unsigned Count = 0; ///< arguments, known or not
  unsigned Next = 0;  ///< of those without positions
  bool UsesPositions = false;
  bool IsUnderstood = true;
  WantedText Texts[MaxFormatArguments];
  unsigned TextCount = 0;
};

/// Reads `n$`. \returns 0, and stays, where there is none; a number that no
/// argument has where it is none of ours.
unsigned PrintFormat::readPosition() {
  const char *Behind = At;
  uint64_t Position = readNumber(Behind);
  if (Behind == At || *Behind != '$')
    return 0;
  At = Behind + 1;
  bool IsKnown = Position && Position <= MaxFormatArguments;
  return IsKnown ? unsigned(Position) : MaxFormatArguments + 1;
}

/// \returns whether \p Argument, which may be used more than once, can be so.
bool PrintFormat::setKind(int Argument, Passed How) {
  if (Argument < 0 || Argument >= int(MaxFormatArguments))
    return false;
  Passed &Kind = Kinds[Argument];
  if (Kind != Passed::Not && Kind != How)
    return false;
  Kind = How;
  if (unsigned(Argument) >= Count)
    Count = unsigned(Argument) + 1;
  return true;
}

/// The argument of a `*`, which was just read.
bool PrintFormat::readStar(int &Argument) {
  if (unsigned Position = readPosition()) {
    UsesPositions = true;
    Argument = int(Position) - 1;
  } else {
    Argument = int(Next++);
  }
  return setKind(Argument, Passed::Int);
}

/// What is behind a percent sign. \returns whether it was understood.
bool PrintFormat::readConversion() {
  unsigned Position = readPosition();
  UsesPositions |= Position != 0;
  while (isOneOf(*At, "-+ #0'I"))
    ++At;
  int Width = -1;
  if (*At == '*') {
    ++At;
    if (!readStar(Width))
      return false;
  } else {
    readNumber(At);
  }
  WantedText Text;
  if (*At == '.') {
    ++At;
    if (*At == '*') {
      ++At;
      if (!readStar(Text.Precision))
        return false;
    } else {
      if (*At == '-')
        return false;
      Text.Limit = readNumber(At);
    }
  }
  Modifier Size = readModifier(At);
  char Letter = *At;
  if (!Letter)
    return false;
  ++At;
  Passed How;
  if (isOneOf(Letter, "diouxXbB"))
    How = Size == Modifier::None || Size == Modifier::Char ||
                  Size == Modifier::Short
              ? Passed::Int
              : Passed::Word;
  else if (isOneOf(Letter, "aAeEfFgG"))
    How = Size == Modifier::LongDouble ? Passed::LongDouble : Passed::Double;
  else if (isOneOf(Letter, "cC"))
    How = Passed::Int;
  else if (isOneOf(Letter, "sSpn"))
    How = Passed::Word;
  else
    return Letter == '%' || Letter == 'm';
  int Argument = Position ? int(Position) - 1 : int(Next++);
  if (!setKind(Argument, How))
    return false;
  if (isOneOf(Letter, "sS")) {
    Text.Argument = unsigned(Argument);
    Text.IsWide = Letter == 'S' || Size == Modifier::Long;
    if (TextCount != MaxFormatArguments)
      Texts[TextCount++] = Text;
  }
  return true;
}

FormatRanges PrintFormat::fetch(va_list Arguments) {
  FormatRanges Found;
  // With positions, what comes last may say how the first one was passed.
  if (!TextCount || (UsesPositions && (Next || !IsUnderstood)))
    return Found;
  uint64_t Values[MaxFormatArguments] = {};
  for (unsigned I = 0; I != Count; ++I)
    switch (Kinds[I]) {
    case Passed::Not:
      // How an argument that is never used was passed is not known.
      return Found;
    case Passed::Int:
      Values[I] = uint64_t(int64_t(va_arg(Arguments, int)));
      break;
    case Passed::Word:
      Values[I] = va_arg(Arguments, uint64_t);
      break;
    case Passed::Double:
      va_arg(Arguments, double);
      break;
    case Passed::LongDouble:
      va_arg(Arguments, long double);
      break;
    }
  for (unsigned I = 0; I != TextCount; ++I) {
    const WantedText &Text = Texts[I];
    uint64_t Limit = Text.Limit;
    // A negative precision is none.
    if (Text.Precision >= 0)
      Limit = int64_t(Values[Text.Precision]) < 0 ? NoLimit
                                                  : Values[Text.Precision];
    // The precision of a wide string counts the bytes that come out.
    if (Text.IsWide && Limit != NoLimit)
      continue;
    Found.add({reinterpret_cast<const void *>(Values[Text.Argument]), Limit,
               true, Text.IsWide});
  }
  return Found;
}

/// The bytes of what \p Letter stores, 0 when it is not known.
uint64_t scannedSize(char Letter, Modifier Size) {
  if (isOneOf(Letter, "diouxXb"))
    switch (Size) {
    case Modifier::None:
      return sizeof(int);
    case Modifier::Char:
      return sizeof(char);
    case Modifier::Short:
      return sizeof(short);
    default:
      return sizeof(long long);
    }
  if (isOneOf(Letter, "aAeEfFgG"))
    return Size == Modifier::LongDouble ? sizeof(long double)
           : Size == Modifier::Long     ? sizeof(double)
                                        : sizeof(float);
  return Letter == 'p' ? sizeof(void *) : 0;
}

/// Skips the characters of `[...]`, behind the bracket.
bool skipSet(const char *&At) {
  if (*At == '^')
    ++At;
  if (*At == ']')
    ++At;
  At = strchr(At, ']');
  return At && At++;
}

} // namespace

FormatRanges lockstep::printedRanges(const char *Format, va_list Arguments) {
  return PrintFormat(Format).fetch(Arguments);
}

FormatRanges lockstep::scannedRanges(const char *Format, int64_t Assigned,
                                     va_list Arguments) {
  FormatRanges Found;
  const char *At = Format;
  while (Assigned > 0 && (At = strchr(At, '%'))) {
    ++At;
    bool IsStored = *At != '*';
    if (!IsStored)
      ++At;
    uint64_t Width = isDigit(*At) ? readNumber(At) : 0;
    bool IsAllocated = *At == 'm';
    if (IsAllocated)
      ++At;
    Modifier Size = readModifier(At);
    char Letter = *At;
    if (!Letter)
      break;
    ++At;
    if (Letter == '%')
      continue;
    // Flags, positions, and what may be the older GNU sign for "allocated".
    if (Letter == 'a' && isOneOf(*At, "sS["))
      break;
    if (Letter == '[' && !skipSet(At))
      break;
    bool IsText = isOneOf(Letter, "sS[");
    bool IsCharacters = isOneOf(Letter, "cC");
    uint64_t Bytes = scannedSize(Letter, Size);
    if (!IsText && !IsCharacters && !Bytes && Letter != 'n')
      break;
    if (!IsStored)
      continue;
    const void *Address = va_arg(Arguments, void *);
    if (Letter == 'n')
      continue;
    bool IsWide = isOneOf(Letter, "SC") || Size == Modifier::Long;
    if (IsAllocated)
      Found.add({Address, sizeof(void *)});
    else if (IsText)
      Found.add({Address, Width ? Width + 1 : NoLimit, true, IsWide});
    else if (IsCharacters)
      Found.add({Address, IsWide ? (Width ? Width : 1) * sizeof(wchar_t)
                                 : (Width ? Width : 1)});
    else
      Found.add({Address, Bytes});
    --Assigned;
  }
  return Found;
}
