//===- HexDump.cpp - Every byte of a trace, explained ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HexDump.h"

#include "base/Check.h"

#include <cstdint>
#include <cstdio>

using namespace lockstep::test;

namespace {

class Explainer {
public:
  explicit Explainer(std::string_view Bytes) : Bytes(Bytes) {}

  std::string explain() {
    line(8, "magic");
    line(4, "format version");
    line(4, "check of the 12 bytes above");
    while (Position < Bytes.size())
      section();
    return std::move(Out);
  }

private:
  void line(size_t Count, const std::string &Text) {
    constexpr size_t Width = 8;
    for (size_t Done = 0; Done < Count || Done == 0; Done += Width) {
      std::string Hex;
      for (size_t I = Done; I < Count && I < Done + Width; ++I)
        Hex += format("%02x ", uint8_t(Bytes[Position + I]));
      Hex.resize(3 * Width, ' ');
      Out += format("%04x  ", unsigned(Position + Done)) + Hex;
      Out += Done ? "" : " " + Text;
      Out.erase(Out.find_last_not_of(' ') + 1);
      Out += '\n';
    }
    Position += Count;
  }

  static std::string format(const char *Format, unsigned Value) {
    char Text[64];
    snprintf(Text, sizeof Text, Format, Value);
    return Text;
  }

  uint64_t number(const std::string &What) {
    uint64_t Value = 0;
    size_t Length = 0;
    do
      Value |= uint64_t(Bytes[Position + Length] & 0x7f) << (7 * Length);
    while (Bytes[Position + Length++] & 0x80);
    line(Length, What + ": " + std::to_string(Value));
    return Value;
  }
  void index(const std::string &What) {
    LOCKSTEP_CHECK(uint8_t(Bytes[Position]) < 0x80);
    unsigned Value = uint8_t(Bytes[Position]);
    line(1, What + ": " + (Value ? std::to_string(Value - 1) : "none"));
  }
  void text(const std::string &What) {
    LOCKSTEP_CHECK(uint8_t(Bytes[Position]) < 0x80);
    size_t Length = uint8_t(Bytes[Position]);
    line(1 + Length, What + ": \"" +
                         std::string(Bytes.substr(Position + 1, Length)) +
                         "\"");
  }

  void section() {
    std::string Tag(Bytes.substr(Position, 4));
    Out += '\n';
    line(4, "section " + Tag);
    LOCKSTEP_CHECK(uint8_t(Bytes[Position]) <= 1);
    line(4, Bytes[Position] ? "flags: required" : "flags: none");
    size_t Length = uint8_t(Bytes[Position]);
    LOCKSTEP_CHECK(!Bytes[Position + 1]);
    line(4, "length of the payload: " + std::to_string(Length));
    line(4, "check of the 12 bytes above");
    size_t End = Position + Length;
    if (Tag == "DECS")
      decisions();
    else if (Tag == "EVNT")
      events();
    else if (Tag == "INDX")
      tail();
    else
      table(Tag);
    LOCKSTEP_CHECK(Position == End);
    line(8, "check of the payload");
  }

  uint64_t block(const std::string &What) {
    uint64_t Size = number(What + ", size of the contents");
    LOCKSTEP_CHECK(!Bytes[Position]);
    line(1, "stored as they are");
    return Size;
  }

  void table(const std::string &Tag) {
    block("block");
    if (Tag == "HEAD")
      head();
    else if (Tag == "SITE")
      sites();
    else if (Tag == "THRD")
      for (uint64_t N = number("threads"); N > 0; --N) {
        index("parent");
        number("birth order");
        text("name");
      }
    else if (Tag == "OBJS")
      for (uint64_t N = number("objects"); N > 0; --N) {
        number("kind");
        text("name");
      }
    else if (Tag == "ENDS")
      ends();
    else if (Tag == "CALL")
      callers();
    else
      operations();
  }

  void head() {
    text("tool version");
    text("program");
    for (uint64_t N = number("arguments"); N > 0; --N)
      text("argument");
    for (uint64_t N = number("variables of the environment"); N > 0; --N)
      text("variable");
    for (uint64_t N = number("modules"); N > 0; --N) {
      text("path");
      text("build id");
      number("instrumented sites");
    }
    text("strategy");
    number("campaign seed");
    number("iteration");
    text("options");
    number("pool size");
    for (uint64_t N = number("shared sites"); N > 0; --N)
      number("site");
    number("outcome");
    number("exit code, zigzag");
    number("signal number, zigzag");
    text("summary");
    number("1 if the decisions are a prefix");
  }

  void sites() {
    number("sites");
    for (uint64_t N = number("of these named"); N > 0; --N) {
      number("distance");
      number("kind");
      index("module");
      number("offset");
      text("file");
      number("line");
      number("column");
      text("function");
      text("variable");
    }
  }

  void operations() {
    for (uint64_t N = number("operations"); N > 0; --N) {
      number("kind");
      bool IsValue = Bytes[Position] & 2;
      line(1, std::string("flags") + (IsValue ? ": a value" : ""));
      if (IsValue)
        continue;
      index("site");
      number("object, distance, zigzag");
    }
  }

  void decisions() {
    number("first decision");
    number("decisions");
    for (size_t End = block("runs") + Position; Position < End;)
      run();
    for (size_t End = block("guesses") + Position; Position < End;)
      token();
    for (size_t End = block("misses") + Position; Position < End;)
      number("operation, distance, zigzag");
    for (size_t End = block("values") + Position; Position < End;) {
      number("choice");
      number("bound");
    }
  }

  void ends() {
    ThreadEnds = number("threads");
    for (uint64_t N = ThreadEnds; N > 0; --N) {
      number("state");
      number("kind of the pending operation");
      index("site");
      index("object");
      index("second object");
    }
    index("thread that failed");
    index("object that failed");
    index("site that failed");
  }

  void callers() {
    for (uint64_t N = number("callers that are not as expected"); N > 0; --N) {
      number("events before it that are as expected");
      index("caller");
    }
    for (size_t I = 0; I < ThreadEnds; ++I)
      index("caller at the end");
    index("caller that failed");
  }

  void events() {
    number("first event");
    number("events");
    number("decision of the first");
    for (size_t End = block("steps") + Position; Position < End;) {
      number("events in a row");
      if (Position < End)
        number("decisions without one");
    }
    for (size_t End = block("shapes") + Position; Position < End;) {
      number("size");
      index("second object");
      number("memory order");
      number("operator");
      number("flags");
      number("what is stored");
    }
    for (size_t End = block("uses") + Position; Position < End;)
      number("use");
    for (size_t End = block("values") + Position; Position < End;)
      number("value, distance, zigzag");
    for (size_t End = block("times") + Position; Position < End;)
      number("time, distance, zigzag");
  }

  void run() {
    unsigned Byte = uint8_t(Bytes[Position]);
    LOCKSTEP_CHECK(Byte & 15);
    std::string Count = ", " + std::to_string(Byte & 15) + " decision(s)";
    if (Byte >> 4 == 15)
      line(2, "thread " + std::to_string(Bytes[Position + 1]) + Count);
    else
      line(1, "thread of rank " + std::to_string(Byte >> 4) + Count);
  }

  void token() {
    unsigned Byte = uint8_t(Bytes[Position]);
    constexpr const char *Ends[] = {"no more of this thread",
                                    "then the second guess",
                                    "then the third guess", "then a miss"};
    line(1, std::to_string(Byte >> 2) + " hit(s), " + Ends[Byte & 3]);
  }

  void tail() {
    number("decisions in all");
    for (uint64_t N = number("frames"); N > 0; --N) {
      number("distance");
      number("decisions");
    }
    line(8, "offset of this section");
  }

  std::string_view Bytes;
  size_t Position = 0;
  uint64_t ThreadEnds = 0;
  std::string Out;
};

} // namespace

std::string lockstep::test::explainTrace(std::string_view Bytes) {
  return Explainer(Bytes).explain();
}
