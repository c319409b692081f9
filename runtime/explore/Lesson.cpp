//===- Lesson.cpp - What a campaign learns from an execution --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Lesson.h"

#include "base/Check.h"

#include <cstring>
#include <type_traits>

using namespace lockstep;

namespace {
/// The lists and numbers of a lesson, in order; written and read by the same
/// function.
template <class Archive, class Of> void transfer(Archive &With, Of &Item) {
  With.number(Item.Seen.Iteration);
  With.number(Item.Seen.Seed);
  With.number(Item.Seen.Known);
  With.number(Item.Seen.Failed);
  With.number(Item.Seen.Steps);
  With.number(Item.Seen.Choices);
  With.number(Item.Seen.Fingerprint);
  With.number(Item.FirstNewPlace);
  With.list(Item.Seen.Threads);
  With.list(Item.Seen.Uses);
  With.list(Item.Seen.ReadsFrom);
  With.list(Item.Seen.Possible);
  With.list(Item.Seen.Reached);
  With.list(Item.Seen.Conflicting);
  With.list(Item.Seen.Changing);
  With.list(Item.Seen.Path);
  With.list(Item.Seen.Schedule);
  With.list(Item.Seen.States);
  With.list(Item.Shared);
  With.list(Item.Places);
  With.list(Item.NewPlaces);
}

class Writer {
public:
  explicit Writer(std::vector<char> &To) : To(To) {}

  template <class T> void number(const T &Value) { bytes(&Value, sizeof(T)); }
  template <class T> void list(const std::vector<T> &Items) {
    static_assert(std::is_trivially_copyable_v<T>);
    number(Items.size());
    bytes(Items.data(), Items.size() * sizeof(T));
  }

private:
  void bytes(const void *From, size_t Size) {
    auto *Begin = static_cast<const char *>(From);
    To.insert(To.end(), Begin, Begin + Size);
  }
  std::vector<char> &To;
};

class Reader {
public:
  explicit Reader(std::span<const char> &From) : From(From) {}

  template <class T> void number(T &Value) { bytes(&Value, sizeof(T)); }
  template <class T> void list(std::vector<T> &Items) {
    size_t Size = 0;
    number(Size);
    Items.resize(Size);
    bytes(Items.data(), Size * sizeof(T));
  }

private:
  void bytes(void *To, size_t Size) {
    LOCKSTEP_CHECK(Size <= From.size());
    if (Size)
      memcpy(To, From.data(), Size);
    From = From.subspan(Size);
  }
  std::span<const char> &From;
};
} // namespace

void lockstep::encodeLesson(const Lesson &From, std::vector<char> &To) {
  Writer Into(To);
  transfer(Into, From);
}

Lesson lockstep::decodeLesson(std::span<const char> &From) {
  Lesson Result;
  Reader Out(From);
  transfer(Out, Result);
  return Result;
}
