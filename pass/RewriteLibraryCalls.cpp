//===- RewriteLibraryCalls.cpp - Memory that library functions access -----===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LLVMCompat.h"
#include "Rewriters.h"

#include "lockstep/hooks.h"

#include "llvm/Analysis/ValueTracking.h"

using namespace llvm;
using namespace lockstep;

namespace {

/// Writes the code that announces one access of one call.
class AccessWriter {
public:
  AccessWriter(FunctionWriter &Writer, CallBase &Call,
               const LibraryAccess &Access)
      : Writer(Writer), B(Writer.Builder), Call(Call), Access(Access) {}

  void write(Constant *Site);

private:
  Value *argument(int8_t Index) { return Call.getArgOperand(Index); }
  /// An integer argument or the result: a count, as 64 bits.
  Value *count(int8_t Index) {
    return B.CreateZExtOrTrunc(argument(Index), B.getInt64Ty());
  }
  Value *signedResult() { return B.CreateSExtOrTrunc(&Call, B.getInt64Ty()); }
  Value *units(Value *Count) {
    return Access.Size.Unit == 1
               ? Count
               : B.CreateMul(Count, B.getInt64(Access.Size.Unit));
  }
  Value *characters(Value *Bytes) {
    return isWide() ? B.CreateUDiv(Bytes, B.getInt64(Access.Size.Unit)) : Bytes;
  }
  Value *none() { return B.getInt64(0); }
  Value *atMost(Value *V, int8_t Limit);
  /// Bytes from argument \p From to the result, which is not null.
  Value *distance(int8_t From) {
    return B.CreateSub(Writer.toWord(&Call), Writer.toWord(argument(From)));
  }
  Value *measure(lockstep_measure What, Value *Text, Value *Other,
                 Value *Limit);
  Value *text(Value *Text, Value *Limit);
  Value *reached();
  Value *found();
  Value *base();
  Value *length();
  /// \p V if the function's result is as the access demands, else 0.
  Value *ifDone(Value *V);
  bool isWide() const { return Access.Size.Unit != 1; }

  FunctionWriter &Writer;
  IRBuilder<> &B;
  CallBase &Call;
  const LibraryAccess &Access;
};

Value *AccessWriter::atMost(Value *V, int8_t Limit) {
  if (Limit == NoArgument)
    return V;
  Value *Most = count(Limit);
  return B.CreateSelect(B.CreateICmpULT(V, Most), V, Most);
}

Value *AccessWriter::measure(lockstep_measure What, Value *Text, Value *Other,
                             Value *Limit) {
  return Writer.call(Hook::measure, {B.getInt64(What), Text, Other, Limit});
}

Value *AccessWriter::text(Value *Text, Value *Limit) {
  Value *Nothing =
      ConstantPointerNull::get(compat::pointerType(B.getContext()));
  return measure(isWide() ? lockstep_measure_wide : lockstep_measure_text, Text,
                 Nothing, Limit);
}

/// The part of a string that was looked at to find what was returned.
Value *AccessWriter::reached() {
  Value *Characters = B.CreateAdd(characters(distance(0)), B.getInt64(1));
  return text(argument(0), B.CreateSelect(B.CreateIsNull(&Call),
                                          B.getInt64(UINT64_MAX), Characters));
}

/// The same, where a whole string was returned.
Value *AccessWriter::found() {
  Value *Needle = text(argument(Access.Size.B), B.getInt64(UINT64_MAX));
  // Without its end.
  Value *Bytes = B.CreateSub(B.CreateAdd(distance(0), Needle),
                             B.getInt64(Access.Size.Unit));
  return text(argument(0),
              B.CreateSelect(B.CreateIsNull(&Call), B.getInt64(UINT64_MAX),
                             characters(Bytes)));
}

/// The base of a number. Where the number says it, none of its digits is
/// beyond octal for sure.
Value *AccessWriter::base() {
  if (Access.Size.B == NoArgument)
    return B.getInt64(10);
  Value *Base = count(Access.Size.B);
  return B.CreateSelect(B.CreateIsNull(Base), B.getInt64(8), Base);
}

Value *AccessWriter::ifDone(Value *V) {
  if (Access.When == AccessTime::Before || Access.When == AccessTime::After)
    return V;
  Value *IsZero = B.CreateIsNull(&Call);
  return Access.When == AccessTime::IfZero ? B.CreateSelect(IsZero, V, none())
                                           : B.CreateSelect(IsZero, none(), V);
}

Value *AccessWriter::length() {
  const Length &L = Access.Size;
  Value *All = B.getInt64(UINT64_MAX);
  switch (L.Rule) {
  case LengthRule::Fixed:
    return ifDone(B.getInt64(L.Unit));
  case LengthRule::Bytes:
    return ifDone(units(count(L.A)));
  case LengthRule::Product:
    return B.CreateMul(count(L.A), count(L.B));
  case LengthRule::Text:
    // What was not filled is not looked at.
    return text(argument(L.A), ifDone(L.B == NoArgument ? All : count(L.B)));
  case LengthRule::Common:
    return measure(
        isWide() ? lockstep_measure_common_wide : lockstep_measure_common,
        argument(L.A), argument(L.B), L.C == NoArgument ? All : count(L.C));
  case LengthRule::Number:
    return measure(lockstep_measure_number, argument(L.A), argument(L.A),
                   base());
  case LengthRule::Returned:
  case LengthRule::Printed: {
    Value *Result = signedResult();
    Value *IsError = B.CreateICmpSLT(Result, none());
    if (L.Rule == LengthRule::Printed)
      Result = B.CreateAdd(Result, B.getInt64(1));
    return ifDone(B.CreateSelect(IsError, none(), units(atMost(Result, L.A))));
  }
  case LengthRule::Items:
    return B.CreateMul(signedResult(), count(L.A));
  case LengthRule::Reached:
    return reached();
  case LengthRule::Found:
    return found();
  case LengthRule::Within:
    return B.CreateSelect(B.CreateIsNull(&Call), units(count(L.B)),
                          B.CreateAdd(distance(L.A), B.getInt64(L.Unit)));
  default:
    return none();
  }
}

void AccessWriter::write(Constant *Site) {
  const Length &L = Access.Size;
  Value *Address = argument(Access.Address);
  auto WithArguments = [&](SmallVector<Value *, 8> Values) {
    Values.append(Call.arg_begin() + Call.getFunctionType()->getNumParams(),
                  Call.arg_end());
    return Values;
  };
  switch (L.Rule) {
  case LengthRule::Print:
    Writer.call(Hook::print, WithArguments({Address, Site}));
    return;
  case LengthRule::PrintList:
    Writer.call(Hook::print_list, {Address, argument(L.B), Site});
    return;
  case LengthRule::Scan:
    Writer.call(Hook::scan, WithArguments({signedResult(), Address, Site}));
    return;
  case LengthRule::Vectors: {
    Value *Most = Access.When == AccessTime::Before ? B.getInt64(UINT64_MAX)
                                                    : signedResult();
    Value *IsError = B.CreateICmpEQ(Most, B.getInt64(UINT64_MAX));
    if (Access.When != AccessTime::Before)
      Most = B.CreateSelect(IsError, none(), Most);
    Writer.call(Hook::vectors, {Address, count(L.B), Most, Site});
    return;
  }
  default:
    break;
  }
  Type *Pointer = compat::pointerType(B.getContext());
  Value *Size = length();
  Address = B.CreatePointerCast(Address, Pointer);
  if (Access.IsBehind) {
    Address = B.CreatePointerCast(argument(Access.Address),
                                  compat::pointerTo(Pointer));
    LoadInst *Behind = B.CreateLoad(Pointer, Address);
    markOwnLoad(Behind);
    Address = Behind;
  } else if (Access.IsAppended) {
    Value *Before = text(Address, B.getInt64(UINT64_MAX));
    Address = B.CreateGEP(B.getInt8Ty(), Address,
                          B.CreateSub(Before, B.getInt64(L.Unit)));
  }
  // Often that is known here.
  Value *IsNull = B.CreateIsNull(Address);
  if (!isa<ConstantInt>(IsNull) || !cast<ConstantInt>(IsNull)->isZero())
    Size = B.CreateSelect(IsNull, none(), Size);
  Writer.call(Hook::plain_range, {Address, Size, Site});
}

} // namespace

/// Whether a format that is known here is for strings, too.
static bool mayPrintStrings(const Value *Format) {
  StringRef Text;
  return !getConstantStringInfo(Format, Text) ||
         Text.find_first_of("sS") != StringRef::npos;
}

bool lockstep::isAnnounced(const CallBase &Call, const LibraryAccess &Access) {
  switch (Access.Size.Rule) {
  case LengthRule::Print:
    return Call.arg_size() != Call.getFunctionType()->getNumParams() &&
           mayPrintStrings(Call.getArgOperand(Access.Address));
  case LengthRule::PrintList:
    return mayPrintStrings(Call.getArgOperand(Access.Address));
  default:
    break;
  }
  // Nothing may stand between a musttail call and its return.
  if (Access.When != AccessTime::Before &&
      (Call.isMustTailCall() || Call.doesNotReturn()))
    return false;
  const auto *Size = dyn_cast_or_null<ConstantInt>(
      Access.Size.Rule == LengthRule::Bytes ? Call.getArgOperand(Access.Size.A)
                                            : nullptr);
  return !Size || !Size->isZero();
}

void lockstep::rewriteLibraryAccess(FunctionWriter &Writer, const Place &P,
                                    const LibraryCalls &Calls) {
  auto &Call = cast<CallBase>(*P.I);
  const LibraryAccess &Access = Calls.accesses(Call)[P.Operand];
  SiteFields Fields;
  Fields.Kind = Access.IsWrite ? lockstep_op_PlainWrite : lockstep_op_PlainRead;
  Fields.Flags = Access.IsWrite ? lockstep_site_write : 0;
  Fields.Variable = P.Variable;
  Constant *Site = Writer.site(Call, Fields);
  if (Access.When == AccessTime::Before)
    Writer.announce(Call);
  else
    Writer.announceAfter(Call);
  AccessWriter(Writer, Call, Access).write(Site);
}
