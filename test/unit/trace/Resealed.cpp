//===- Resealed.cpp - Traces with changed insides -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Resealed.h"

#include "base/Check.h"
#include "base/Hash.h"
#include "base/Varint.h"
#include "trace/Block.h"
#include "trace/Format.h"
#include "trace/Section.h"

using namespace lockstep;
using namespace lockstep::test;

std::vector<LooseSection> test::takeApart(std::string_view Bytes) {
  std::vector<LooseSection> Out;
  Result<SectionReader> Reader = SectionReader::open(Bytes);
  LOCKSTEP_CHECK(bool(Reader));
  Section Found;
  while (Reader->next(Found) == SectionReader::Step::Section)
    Out.push_back(
        {std::string(Found.Tag), Found.Flags, std::string(Found.Payload)});
  return Out;
}

std::string test::putTogether(const std::vector<LooseSection> &Sections) {
  std::string Out;
  appendPreamble(Out);
  for (const LooseSection &Each : Sections)
    appendSection(Out, Each.Tag, Each.Flags, Each.Payload);
  return Out;
}

std::string test::withVersion(std::string Bytes, uint32_t Version) {
  std::string Preamble = Bytes.substr(0, format::Magic.size());
  appendFixed(Preamble, Version, 4);
  appendFixed(Preamble, hash32(Preamble), 4);
  return Preamble + Bytes.substr(Preamble.size());
}

std::vector<std::string> test::takeBlocks(std::string_view Payload,
                                          unsigned Skip, std::string &Numbers) {
  FieldReader Fields(Payload);
  while (Skip--)
    Fields.varint("a number");
  Numbers = Payload.substr(0, Fields.position());
  BlockReader Blocks;
  std::vector<std::string> Out;
  while (Fields.remaining())
    Out.push_back(Blocks.take(Fields, "a block"));
  LOCKSTEP_CHECK(!Fields.failed());
  return Out;
}

std::string test::storeBlocks(std::string Numbers,
                              const std::vector<std::string> &Blocks) {
  std::string Out = std::move(Numbers);
  for (const std::string &Block : Blocks) {
    appendVarint(Out, Block.size());
    appendVarint(Out, 0);
    Out += Block;
  }
  return Out;
}

unsigned test::numbersBefore(std::string_view Tag) {
  return Tag == format::DecisionsTag ? 2 : Tag == format::EventsTag ? 3 : 0;
}
