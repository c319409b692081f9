//===- Watcher.cpp - What an execution writes down ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Watcher.h"

#include "base/Hash.h"
#include "objects/MessageQueue.h"
#include "platform/Kernel.h"
#include "platform/StackCapture.h"
#include "preload/Debugging.h"
#include "preload/Execution.h"
#include "report/ExecutionRecord.h"

#include <algorithm>
#include <cstring>
#include <link.h>
#include <sys/mman.h>
#include <sys/uio.h>

using namespace lockstep;

constinit Watcher *Watcher::Active = nullptr;

namespace {

template <size_t Size> void copyText(char (&To)[Size], const char *From) {
  strncpy(To, From, Size - 1);
  To[Size - 1] = 0;
}

/// The modules of this process, by load address and path, for symbolizing in
/// the driver.
void dumpModules(ExecutionArea &Area) {
  struct State {
    ExecutionArea &Area;
    uint32_t Used = 0;
  } Into{Area};
  dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *Argument) {
        auto &Into = *static_cast<State *>(Argument);
        uint32_t Length = uint32_t(strlen(Module->dlpi_name)) + 1;
        if (Into.Area.ModuleCount == AreaLimits::Modules ||
            Into.Used + Length > AreaLimits::ModulePath)
          return 1;
        Into.Area.Modules[Into.Area.ModuleCount++] = {Module->dlpi_addr,
                                                      Into.Used};
        memcpy(Into.Area.ModulePaths + Into.Used, Module->dlpi_name, Length);
        Into.Used += Length;
        return 0;
      },
      &Into);
}

} // namespace

ThreadState lockstep::stateOf(const Thread &Of, ThreadId Current) {
  if (Of.Finished)
    return ThreadState::Finished;
  if (!Of.Enabled)
    return ThreadState::Waiting;
  if (Of.SetAside)
    return ThreadState::Spinning;
  return Of.Id == Current ? ThreadState::Running : ThreadState::Runnable;
}

StackId Watcher::storeStack(uint64_t From) {
  uint64_t Frames[AreaLimits::StackFrames];
  uint32_t Count = lockstep::captureStack(Frames, AreaLimits::StackFrames,
                                          Control::active()->self().StackTop);
  auto First = std::find_if(Frames, Frames + Count, [From](uint64_t Frame) {
    return From && Frame - From <= 1;
  });
  if (First != Frames + Count) {
    Count = uint32_t(Frames + Count - First);
    memmove(Frames, First, Count * sizeof Frames[0]);
  }
  uint64_t Hash = hash64(
      {reinterpret_cast<const char *>(Frames), Count * sizeof Frames[0]});
  auto [Found, New] = Known.try_emplace(Hash, StackId(Area.StackCount));
  if (!New)
    return Found->second;
  if (Area.StackCount == AreaLimits::Stacks) {
    Known.erase(Found);
    return StackId();
  }
  AreaStack &Slot = Area.Stacks[Area.StackCount];
  Slot.FrameCount = Count;
  memcpy(Slot.Frames, Frames, Count * sizeof Frames[0]);
  ++Area.StackCount;
  return Found->second;
}

void Watcher::willStore(const void *Address, uint32_t Size) {
  // Without an event of its own there is nothing to add the value to.
  if (Area.EventCount == Area.EventSpace)
    return;
  StoreAt = Address;
  StoreSize = Size;
}

/// The thread that stored has come to its next operation, and no other has run
/// since: what is in memory now is what the others will see. The memory may be
/// gone, so the kernel reads it.
void Watcher::readStore() {
  if (!StoreAt)
    return;
  Event &Store = Area.events()[Area.EventCount - 1];
  iovec Here{&Store.Written, StoreSize};
  iovec There{const_cast<void *>(StoreAt), StoreSize};
  StoreAt = nullptr;
  long Got = kernelCall(SYS_process_vm_readv, kernelCall(SYS_getpid),
                        long(&Here), 1, long(&There), 1, 0);
  if (Got == long(StoreSize))
    Store.Flags |= EventHasWritten;
  else
    Store.Written = 0;
}

//===----------------------------------------------------------------------===//
// Accesses to what raced
//===----------------------------------------------------------------------===//

void Watcher::noteAccess(RaceAccess What) {
  What.Thread = Control::active()->self().Id;
  What.Stack = storeStack();
  What.Events = Area.EventCount;
  AreaAccess New{.What = What};
  for (const OwnLock &Lock : OwnLocks)
    if (Lock.Thread == What.Thread && New.HoldCount < AreaLimits::Holds)
      New.Holds[New.HoldCount++] = Lock.Hold;
  if (Area.AccessCount < AreaLimits::Accesses)
    Area.Accesses[Area.AccessCount] = New;
  ++Area.AccessCount;
  for (AreaAccess &Known : Latest)
    if (Known.What.Thread == What.Thread && Known.What.Site == What.Site) {
      Known = New;
      return;
    }
  Latest.push_back(New);
}

void Watcher::lockTaken(ObjectId Lock, bool Shared) {
  OwnLocks.push_back({Control::active()->self().Id,
                      {.Lock = Lock, .Stack = storeStack(), .Shared = Shared}});
}

void Watcher::lockGiven(ObjectId Lock, bool Wholly) {
  ThreadId Self = Control::active()->self().Id;
  for (size_t I = OwnLocks.size(); I-- > 0;)
    if (OwnLocks[I].Thread == Self && OwnLocks[I].Hold.Lock == Lock) {
      OwnLocks.erase(OwnLocks.begin() + ptrdiff_t(I));
      if (!Wholly)
        return;
    }
}

void Watcher::willAccess(SiteId Site, const void *Address, uint64_t Size,
                         bool Write) {
  if (Watched.meets(uint64_t(Address), Size))
    noteAccess({.Site = Site, .Write = Write, .Size = uint32_t(Size)});
}

void Watcher::noteRace(const Race &Of) {
  auto Access = [this](const PastAccess &From) {
    ThreadId Thread(From.Thread);
    for (const AreaAccess &Known : Latest)
      if (Known.What.Thread == Thread && Known.What.Site == From.Site) {
        AreaAccess To = Known;
        To.What.Write = From.Write;
        To.What.Atomic = From.Atomic;
        return To;
      }
    return AreaAccess{.What = {.Thread = Thread,
                               .Site = From.Site,
                               .Events = Area.EventCount,
                               .Write = From.Write,
                               .Atomic = From.Atomic}};
  };
  Area.Race = {true, Access(Of.Earlier), Access(Of.Later), Of.Address, Of.Size};
  if (const Allocation *Block = Control::active()->heap().find(Of.Address)) {
    Area.Memory = {.BlockSize = Block->Size,
                   .Offset = Of.Address - Block->Address,
                   .AccessSize = Of.Size,
                   .AllocatedBy = Block->By,
                   .AllocatedAt = Block->Where};
  }
}

StackId Watcher::captureStack(const Operation &Op) {
  readStore();
  bool IsAtomic = Op.Order != lockstep_order_none;
  if (IsAtomic && Op.Address && Watched.meets(Op.Address, Op.Size)) {
    noteAccess({.Site = Op.Site,
                .Write = operationAccess(Op.Kind) == Access::Write,
                .Atomic = true,
                .Size = Op.Size});
    return storeStack();
  }
  // A memory access is told by its site; its stack matters only near the end,
  // which is where the story is.
  constexpr uint64_t NearTheEnd = 2000;
  bool IsMemory = operationObject(Op.Kind) == ObjectKind::Memory ||
                  Op.Kind == OpKind::Fence || Op.Kind == OpKind::SpinHint;
  bool AtTheEnd = !Script || Script->remaining() < NearTheEnd;
  if (Op.Kind == OpKind::Free)
    IsMemory = false; // its site may be that of all others: operator delete
  return IsMemory && !AtTheEnd ? StackId() : storeStack();
}

void Watcher::prepare(std::span<Decision> Soon) {
  constexpr uintptr_t PageMask = 4095;
  auto Begin = reinterpret_cast<uintptr_t>(Soon.data()) & ~PageMask;
  auto End = reinterpret_cast<uintptr_t>(Soon.data() + Soon.size());
  // Older kernels refuse, and then fault page by page.
  kernelCall(SYS_madvise, long(Begin), long(End - Begin), MADV_POPULATE_WRITE);
}

void Watcher::event(const Event &What) {
  if (Area.EventCount == Area.EventSpace)
    return;
  Event &Slot = Area.events()[Area.EventCount];
  Slot = What;
  Slot.Stack = Control::active()->self().Where;
  ++Area.EventCount;
}

uint64_t Watcher::fingerprint() {
  return fingerprintState(Control::active()->self().StackTop);
}

void Watcher::uncontrolled(const char *Function, uint64_t ReturnAddress) {
  for (uint32_t I = 0; I < Area.UncontrolledCount; ++I) {
    AreaUncontrolled &Known = Area.Uncontrolled[I];
    if (Known.ReturnAddress == ReturnAddress &&
        !strncmp(Known.Function, Function, sizeof Known.Function - 1)) {
      ++Known.Count;
      return;
    }
  }
  if (Area.UncontrolledCount == AreaLimits::Uncontrolled)
    return;
  AreaUncontrolled &New = Area.Uncontrolled[Area.UncontrolledCount];
  copyText(New.Function, Function);
  New.ReturnAddress = ReturnAddress;
  New.Count = 1;
  New.Where = Record ? storeStack() : StackId();
  ++Area.UncontrolledCount;
}

void Watcher::setDetail(const char *Text) {
  if (!Area.Detail[0])
    copyText(Area.Detail, Text);
}

void Watcher::failedHere(uint64_t From) {
  if (Area.FailedAt.isValid() && Area.Sanitizer.Noted)
    return;
  Control &C = *Control::active();
  Area.Culprit = C.engine().blockedThread();
  if (Record)
    Area.FailedAt = Area.Culprit == C.self().Id ? storeStack(From)
                                                : C.thread(Area.Culprit).Where;
}

void Watcher::processEnds() {
  if (Record && !Area.Dumped)
    dump();
}

/// The state of threads and objects, for the report.
void Watcher::dump() {
  Control &C = *Control::active();
  Engine &Scheduler = C.engine();
  for (const Thread &Of : Scheduler.threads()) {
    if (Area.ThreadCount == AreaLimits::Threads)
      break;
    ProgramThread &Real = C.thread(Of.Id);
    AreaThread &Slot = Area.Threads[Area.ThreadCount++];
    Slot = {};
    Slot.Parent = Of.Parent;
    copyText(Slot.Name, Real.Name.c_str());
    Slot.State = uint8_t(stateOf(Of, Scheduler.current()));
    Slot.Detached = Real.Detached;
    Slot.Created = Real.Created;
    if (!Of.Finished)
      Slot.Where = Of.Id == Area.Culprit && Area.FailedAt.isValid()
                       ? Area.FailedAt
                       : Real.Where;
    if (Of.Pending) {
      Slot.Pending = *Of.Pending;
      Slot.Pending.Site = Scheduler.named(Slot.Pending.Site);
    }
  }
  for (const Object &Of : Scheduler.objects()) {
    if (Area.ObjectCount == AreaLimits::Objects)
      break;
    AreaObject &Slot = Area.Objects[Area.ObjectCount++];
    Slot = {};
    Slot.Kind = Of.Kind;
    Slot.HeldOutside = Of.HeldOutside;
    Slot.Address = Of.Address;
    Slot.Target = Of.Target;
    Slot.Count = Of.Messages ? Of.Messages->count() : Of.Count;
    Slot.Capacity = Of.Messages ? Of.Messages->maxMessages() : Of.Capacity;
    auto AddHolder = [&Slot](ThreadId Holder) {
      if (Slot.HolderCount < std::size(Slot.Holders))
        Slot.Holders[Slot.HolderCount++] = Holder;
    };
    if (Of.Holder.isValid())
      AddHolder(Of.Holder);
    for (ThreadId Reader : Of.Readers)
      AddHolder(Reader);
  }
  const std::vector<uint64_t> &Places = C.sites().places();
  Area.PlaceCount =
      std::min(Area.Count.Places, uint32_t(std::size(Area.Places)));
  for (uint32_t I = 0; I < Area.PlaceCount; ++I)
    Area.Places[I] = Places[Area.UsedPlaces[I] - FirstPlace];
  dumpModules(Area);
  Area.Dumped = true;
}

void Watcher::executionEnded() {
  Control &C = *Control::active();
  Engine &Scheduler = C.engine();
  Area.Outcome = Scheduler.outcome();
  Area.Misuse = Scheduler.misuse();
  Area.FailedObject = Scheduler.failedObject();
  Area.FailedSite = Scheduler.failedSite();
  Area.Culprit = Scheduler.culprit();
  if (Record && Area.Culprit == Scheduler.current())
    Area.FailedAt = storeStack();
  if (Script && Script->diverged()) {
    Area.ScriptEnded = !Script->next();
    if (!Area.ScriptEnded)
      Area.Expected = *Script->next();
    Area.Actual = Script->actual();
  }
  if (Scheduler.race())
    noteRace(*Scheduler.race());
  Debugging::ended(outcomeSlug(Area.Outcome));
  processEnds();
  Area.Ended = true;
  exitProcess(EngineEndedStatus);
}
