//===- LibraryCalls.cpp - What C library functions do to memory -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryCalls.h"
#include "CallSites.h"

#include "llvm/IR/Function.h"

#include <mqueue.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <time.h>

using namespace llvm;
using namespace lockstep;

namespace library_table {
// The words of library_calls.def.
constexpr uint32_t Wide = sizeof(wchar_t);

constexpr Length fixed(size_t Size) {
  return {LengthRule::Fixed, NoArgument, NoArgument, NoArgument,
          uint32_t(Size)};
}
constexpr Length bytes(int8_t A, uint32_t Unit = 1) {
  return {LengthRule::Bytes, A, NoArgument, NoArgument, Unit};
}
constexpr Length product(int8_t A, int8_t B) {
  return {LengthRule::Product, A, B};
}
constexpr Length text(int8_t A, int8_t Limit = NoArgument, uint32_t Unit = 1) {
  return {LengthRule::Text, A, Limit, NoArgument, Unit};
}
constexpr Length wideText(int8_t A, int8_t Limit = NoArgument) {
  return text(A, Limit, Wide);
}
constexpr Length common(int8_t Limit = NoArgument, uint32_t Unit = 1) {
  return {LengthRule::Common, 0, 1, Limit, Unit};
}
constexpr Length number(int8_t Base = NoArgument) {
  return {LengthRule::Number, 0, Base};
}
constexpr Length returned(int8_t Most = NoArgument, size_t Unit = 1) {
  return {LengthRule::Returned, Most, NoArgument, NoArgument, uint32_t(Unit)};
}
constexpr Length items(int8_t Size) { return {LengthRule::Items, Size}; }
constexpr Length printed(int8_t Most = NoArgument, uint32_t Unit = 1) {
  return {LengthRule::Printed, Most, NoArgument, NoArgument, Unit};
}
constexpr Length reached(uint32_t Unit = 1) {
  return {LengthRule::Reached, 0, NoArgument, NoArgument, Unit};
}
constexpr Length found(uint32_t Unit = 1) {
  return {LengthRule::Found, 0, 1, NoArgument, Unit};
}
constexpr Length within(int8_t Most, uint32_t Unit = 1) {
  return {LengthRule::Within, 0, Most, NoArgument, Unit};
}

constexpr auto After = AccessTime::After;
constexpr auto IfZero = AccessTime::IfZero;
constexpr auto IfResult = AccessTime::IfResult;

constexpr LibraryAccess reads(int8_t Address, Length Size) {
  return {AccessTime::Before, false, false, false, Address, Size};
}
constexpr LibraryAccess writes(int8_t Address, Length Size) {
  return {AccessTime::Before, true, false, false, Address, Size};
}
constexpr LibraryAccess appends(int8_t Address, Length Size) {
  return {AccessTime::Before, true, true, false, Address, Size};
}
constexpr LibraryAccess searches(int8_t Address, Length Size) {
  return {AccessTime::After, false, false, false, Address, Size};
}
constexpr LibraryAccess fills(AccessTime When, int8_t Address, Length Size) {
  return {When, true, false, false, Address, Size};
}
constexpr LibraryAccess fillsBehind(AccessTime When, int8_t Address,
                                    Length Size) {
  return {When, true, false, true, Address, Size};
}
constexpr LibraryAccess prints(int8_t Format) {
  return reads(Format, {LengthRule::Print, Format});
}
constexpr LibraryAccess printsList(int8_t Format, int8_t List) {
  return reads(Format, {LengthRule::PrintList, Format, List});
}
constexpr LibraryAccess scans(int8_t Format) {
  return fills(After, Format, {LengthRule::Scan, Format});
}
constexpr LibraryAccess gathers(int8_t Vectors) {
  return reads(Vectors, {LengthRule::Vectors, Vectors, int8_t(Vectors + 1)});
}
constexpr LibraryAccess scatters(int8_t Vectors) {
  return fills(After, Vectors,
               {LengthRule::Vectors, Vectors, int8_t(Vectors + 1)});
}

constexpr unsigned MostAccesses = 4;

struct Function {
  const char *Name;
  const char *Signature;
  LibraryAccess Accesses[MostAccesses];
};
constexpr Function Functions[] = {
#define LOCKSTEP_LIBRARY_CALL(Name, Signature, ...)                            \
  {Name, Signature, {__VA_ARGS__}},
#include "library_calls.def"
};
} // namespace library_table

namespace table = library_table;

static bool isOfType(const Type *Of, char Letter) {
  switch (Letter) {
  case 'p':
    return Of->isPointerTy();
  case 'i':
    return Of->isIntegerTy() && Of->getIntegerBitWidth() <= 64;
  case 'f':
    return Of->isFloatingPointTy();
  default:
    return Of->isVoidTy();
  }
}

/// Whether \p Called is declared as \p Signature says. What a program calls by
/// the name of a library function may be a function of its own.
static bool isDeclaredSo(const FunctionType &Called, StringRef Signature) {
  bool IsVariadic = Signature.consume_back(".");
  StringRef Parameters = Signature.drop_front(2);
  if (Called.isVarArg() != IsVariadic ||
      Called.getNumParams() != Parameters.size() ||
      !isOfType(Called.getReturnType(), Signature.front()))
    return false;
  for (unsigned I = 0; I != Parameters.size(); ++I)
    if (!isOfType(Called.getParamType(I), Parameters[I]))
      return false;
  return true;
}

LibraryCalls::LibraryCalls() {
  for (const table::Function &Each : table::Functions)
    Rows[Each.Name] = &Each - table::Functions;
}

ArrayRef<LibraryAccess> LibraryCalls::accesses(const CallBase &Call) const {
  const Function *Callee = externalCallee(Call);
  if (!Callee || Callee->isIntrinsic() || Call.hasOperandBundles())
    return {};
  auto Position = Rows.find(linkName(*Callee));
  if (Position == Rows.end())
    return {};
  const table::Function &Known = table::Functions[Position->second];
  if (!isDeclaredSo(*Call.getFunctionType(), Known.Signature))
    return {};
  for (unsigned I = 0; I != Call.arg_size(); ++I)
    if (Call.isByValArgument(I))
      return {};
  return ArrayRef<LibraryAccess>(Known.Accesses)
      .take_while([](const LibraryAccess &Each) {
        return Each.Size.Rule != LengthRule::None;
      });
}
