//===- Section.cpp - The parts that a trace file is made of ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Section.h"

#include "base/Hash.h"
#include "base/Varint.h"
#include "trace/Format.h"
#include "trace/Limits.h"

using namespace lockstep;
using namespace lockstep::format;

void lockstep::appendPreamble(std::string &Out) {
  std::string Preamble(Magic);
  appendFixed(Preamble, Version, 4);
  appendFixed(Preamble, hash32(Preamble), 4);
  Out += Preamble;
}

void lockstep::appendSection(std::string &Out, std::string_view Tag,
                             uint32_t Flags, std::string_view Payload) {
  std::string Head(Tag);
  appendFixed(Head, Flags, 4);
  appendFixed(Head, Payload.size(), 4);
  appendFixed(Head, hash32(Head), 4);
  Out += Head;
  Out += Payload;
  appendFixed(Out, hash64(Payload), SectionCheckBytes);
}

std::string Section::name() const {
  return "section '" + std::string(Tag) + "' at byte " + std::to_string(Offset);
}

/// What a file that is not a trace seems to be; empty when there is no telling.
static std::string guessForeign(std::string_view Bytes) {
  struct {
    std::string_view Start;
    const char *Text;
  } const Known[] = {
      {"\x7f"
       "ELF",
       "an ELF program or library"},
      {"\x1f\x8b", "a gzip file"},
      {"\x28\xb5\x2f\xfd", "a bare zstd file"},
      {"PK\x03\x04", "a zip file"},
      {"#!", "a script"},
      {"{", "JSON"},
      {"# lockstep-trace",
       "the text of a trace, of which 'lockstep assemble' makes one"},
  };
  for (auto &Row : Known)
    if (Bytes.starts_with(Row.Start))
      return std::string("; it looks like ") + Row.Text;
  return "";
}

static Error checkMagic(std::string_view Bytes) {
  // The name without its unusual bytes: what a text-mode transfer leaves.
  if (Bytes.substr(0, 8).find("LSTR") != std::string_view::npos)
    return {"this trace was damaged in its first bytes, as a transfer in text "
            "mode does; copy it again in binary mode"};
  return {"this is not a Lockstep trace (its first bytes are others)" +
          guessForeign(Bytes) + "; name a .lstrace file"};
}

Result<SectionReader> SectionReader::open(std::string_view Bytes) {
  if (Bytes.empty())
    return Error{"the trace is empty; record the execution again"};
  if (Bytes.size() > limits::MaxFileBytes)
    return Error{"the trace has " + std::to_string(Bytes.size()) +
                 " bytes, more than the limit of " +
                 std::to_string(limits::MaxFileBytes) +
                 "; record with a lower max_steps"};
  size_t Shared = std::min(Bytes.size(), Magic.size());
  if (Bytes.substr(0, Shared) != Magic.substr(0, Shared))
    return checkMagic(Bytes);
  if (Bytes.size() < PreambleBytes)
    return Error{"the trace was cut after " + std::to_string(Bytes.size()) +
                 " bytes, before its first section; record the execution "
                 "again"};
  SectionReader Reader(Bytes);
  Reader.Version = uint32_t(parseFixed(Bytes.substr(8), 4));
  if (parseFixed(Bytes.substr(12), 4) != hash32(Bytes.substr(0, 12)))
    return Error{"the trace is damaged: the check of its first 12 bytes is "
                 "wrong (byte 12); record the execution again"};
  if (Reader.Version == 0)
    return Error{"the trace says it has format 0, which never existed; record "
                 "the execution again"};
  Reader.Position = PreambleBytes;
  return Reader;
}

SectionReader::Step SectionReader::bad(const std::string &Text) {
  Problem = "the trace is damaged: " + Text + "; record the execution again";
  return Step::Bad;
}

SectionReader::Step SectionReader::next(Section &Found) {
  std::string_view Rest = Bytes.substr(Position);
  if (Rest.empty())
    return Step::End;
  if (Rest.size() < SectionHeadBytes)
    return Step::Cut;
  if (parseFixed(Rest.substr(12), 4) != hash32(Rest.substr(0, 12)))
    return bad("the check of the section head at byte " +
               std::to_string(Position) + " is wrong");
  Found.Tag = Rest.substr(0, 4);
  Found.Flags = uint32_t(parseFixed(Rest.substr(4), 4));
  Found.Offset = Position;
  uint64_t Length = parseFixed(Rest.substr(8), 4);
  Rest.remove_prefix(SectionHeadBytes);
  if (Length + SectionCheckBytes > Rest.size())
    return Step::Cut;
  Found.Payload = Rest.substr(0, Length);
  if (parseFixed(Rest.substr(Length), 8) != hash64(Found.Payload))
    return bad("the check of " + Found.name() + " is wrong");
  Position += SectionHeadBytes + Length + SectionCheckBytes;
  return Step::Section;
}
