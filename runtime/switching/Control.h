//===- Control.h - The running execution ------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What hooks and interceptors talk to. An interceptor looks like this:
//
//   int pthread_mutex_unlock(pthread_mutex_t *Mutex) {
//     Control *C = Control::here();
//     if (!C)
//       return real().pthread_mutex_unlock(Mutex);
//     Control::Scope Inside(*C);
//     Operation Op = C->operation(OpKind::MutexUnlock,
//                                 C->objectAt(Mutex, ObjectKind::Mutex));
//     C->reach(Op);                         // others may run first
//     int Result = real().pthread_mutex_unlock(Mutex);
//     C->performed(Op, {.Value = Result, .Changed = true});
//     return Result;
//   }
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SWITCHING_CONTROL_H
#define LOCKSTEP_SWITCHING_CONTROL_H

#include "engine/Engine.h"
#include "event/BlockUse.h"
#include "memory/FreedMap.h"
#include "memory/HeapHistory.h"
#include "platform/SiteRegistry.h"
#include "platform/ThreadPointer.h"
#include "switching/Switcher.h"

#include <deque>
#include <pthread.h>

namespace lockstep {

/// Notes of the execution that the driver wants to hear of, wherever it keeps
/// them.
class Observer {
public:
  virtual ~Observer() = default;
  /// The execution is over by the engine's word (engine().outcome()): writes
  /// down what there is to say and ends the process.
  [[noreturn]] virtual void executionEnded() = 0;
  /// The program called \p Function, which Lockstep does not control; the call
  /// returns to \p ReturnAddress.
  virtual void uncontrolled(const char *Function, uint64_t ReturnAddress) = 0;
  /// Recorded executions: stores the calling thread's stack, when it is of
  /// interest for \p Op.
  virtual StackId captureStack(const Operation &Op) = 0;
  /// Recorded executions: the current thread is about to make a plain access to
  /// \p Size bytes at \p Address, which may be no scheduling point.
  virtual void willAccess(SiteId Site, const void *Address, uint64_t Size,
                          bool Write) = 0;
  /// Recorded executions: the latest event is a write of \p Size bytes, at most
  /// 8, at \p Address, which the program carries out next.
  virtual void willStore(const void *Address, uint32_t Size) = 0;
  /// Recorded executions: stores the calling thread's stack.
  virtual StackId stackHere() = 0;
  /// Recorded executions: the step of the latest event.
  virtual uint64_t latestStep() = 0;
  /// Recorded executions: the current thread has told that it took a lock of
  /// the program's own making, or that it gave it back: once, or as often as it
  /// had taken it.
  virtual void lockTaken(ObjectId Lock, bool Shared) = 0;
  virtual void lockGiven(ObjectId Lock, bool Wholly) = 0;
  /// The execution is about to end with a memory error; what it is about.
  virtual void memoryError(const BlockUse &What) = 0;
};

/// Looks at an execution step by step, from the thread whose step it is. Inside
/// the runtime: what it calls passes through.
class StepObserver : public EventSink {
public:
  /// The current thread was chosen and is about to perform its operation. The
  /// event comes when it has.
  virtual void arrived() = 0;
};

/// One execution in this process: the engine, the switcher and the real
/// threads.
class Control {
public:
  /// \p Quarantine: bytes of freed memory that are kept. \p Record: stacks are
  /// captured.
  Control(Engine &Scheduler, Switcher &Switch, SiteRegistry &Sites,
          Observer &Watch, uint64_t Quarantine, bool Record);

  /// The execution, when the calling thread is under its control and not inside
  /// the runtime; else null, and the caller passes through.
  static Control *here() {
    Control *C = Active;
    if (!C || C->IsInside || C->CarrierPointer != threadPointer())
      return C ? C->passThrough() : nullptr;
    return C;
  }
  /// The execution of this process, whoever asks; null in the driver and in
  /// programs that are not driven.
  static Control *active() { return Active; }
  /// Takes control: the calling thread is the program's main thread, whose
  /// frames lie below \p StackTop.
  void activate(uintptr_t StackTop);
  /// Gives the process up for good (a forked child of the program).
  static void deactivate() { Active = nullptr; }

  /// While it lives, interceptors and hooks pass through: what runs is the
  /// runtime. For hooks that call nothing that sets errno.
  class InsideHook {
  public:
    explicit InsideHook(Control &C) : C(C), WasInside(C.IsInside) {
      C.IsInside = true;
    }
    ~InsideHook() { C.IsInside = WasInside; }
    InsideHook(const InsideHook &) = delete;

  private:
    Control &C;
    /// Only where the program's end is written down (a signal, exit).
    bool WasInside;
  };

  /// The same for all others: keeps errno.
  class Scope : InsideHook {
  public:
    explicit Scope(Control &C) : InsideHook(C), Errno(ownErrno()) {}
    ~Scope() { ownErrno() = Errno; }
    /// The value that errno shall have afterwards.
    void setErrno(int Value) { Errno = Value; }

  private:
    int Errno;
  };

  /// Lets the program's own code run inside a Scope: an initializer, a
  /// destructor, a thread's start routine.
  template <class Callable> auto outside(Callable Call) {
    IsInside = false;
    struct Back {
      Control &C;
      ~Back() { C.IsInside = true; }
    } Return{*this};
    return Call();
  }

  /// \name Operations
  /// @{
  /// An operation at the place that the current call was announced from, or
  /// else at the interceptor's return address \p ReturnAddress.
  Operation operation(OpKind Kind, ObjectId Object, void *ReturnAddress);
  /// The object at \p Address.
  ObjectId objectAt(const void *Address, ObjectKind Kind) {
    return Scheduler.objectAt(uint64_t(Address), Kind);
  }
  Object &object(ObjectId Id) { return Scheduler.object(Id); }
  /// Announces \p Op and returns when its turn has come. \returns false when it
  /// gave up because its deadline came.
  bool reach(Operation &Op) {
    Scheduler.announce(Op);
    if (Watched) [[unlikely]]
      chooseWatched(Op);
    else if (ThreadId Next = Scheduler.choose(); Next != Running) [[unlikely]]
      switchTo(Next);
    if (Freed.mayContain(Op.Address, Op.Size)) [[unlikely]]
      touchFreed(Op);
    return !Scheduler.timedOut();
  }
  /// The same where nobody else may be let in, since the caller may hold a lock
  /// that the model does not know: \p Op, which must not wait, comes next.
  void goOn(Operation &Op);
  void performed(const Operation &Op, const Effect &Done) {
    Scheduler.performed(Op, Done);
    if (Scheduler.outcome() != OutcomeKind::Passed) [[unlikely]]
      Watch.executionEnded();
  }
  /// The program did wrong, at \p Where; ends the execution.
  [[noreturn]] void misuse(MisuseKind What, ObjectId Where);
  /// @}

  /// \name Memory that is no more
  /// @{
  FreedMap &freed() { return Freed; }
  /// The access \p Op, which is no scheduling point, may be to freed memory:
  /// then it ends the execution. Operations that are reached are checked there.
  void touchFreedAlone(Operation &Op);
  /// The current thread frees, by \p Op, what is no block: ends the execution.
  [[noreturn]] void freeWrongly(Operation &Op);
  /// The thread that lives and on whose stack \p Address lies; else invalid.
  ThreadId stackOwner(uint64_t Address) const;
  /// Recorded executions: the program was given \p Size bytes.
  void allocated(const void *Block, uint64_t Size);
  /// The program gave a block of \p Size usable bytes back. \returns whether it
  /// is kept: then it must be freed for real when freed().evict() says so.
  /// \p IsStep: the latest event is this free.
  bool keepFreed(const void *Block, uint64_t Size, bool IsStep);
  /// Recorded executions: the blocks that live.
  HeapHistory &heap() { return Heap; }
  /// @}

  /// \name Call sites
  /// @{
  void announceCall(const lockstep_site *Site);
  /// Whether an operation of \p Kind was announced and has not come yet.
  bool announces(OpKind Kind) {
    return self().Announced.isValid() && OpKind(self().AnnouncedKind) == Kind;
  }
  void endCall() { self().InLibrary = SiteId(); }
  /// @}

  /// \name Threads
  /// @{
  ProgramThread &self() { return Threads[Running.index()]; }
  ProgramThread &thread(ThreadId Id) { return Threads[Id.index()]; }
  std::deque<ProgramThread> &threads() { return Threads; }
  /// The thread that \p Handle names; null for a handle that never was one.
  /// Where a handle was used again, the living thread.
  ProgramThread *find(pthread_t Handle);
  /// Creates a thread as pthread_create does; \p Op was reached. \returns 0 or
  /// an error number.
  int create(const Operation &Op, pthread_t *Handle,
             const pthread_attr_t *Attributes, void *(*Start)(void *),
             void *Argument);
  /// The current thread is over: runs its thread_local and key destructors
  /// under control, then gives the baton away. Returns only under
  /// ThreadSwitcher.
  void finish(void *Result);
  /// \p Over has finished and nobody may ask for it again.
  void reclaim(ProgramThread &Over);
  /// @}

  Engine &engine() { return Scheduler; }
  Observer &observer() { return Watch; }
  SiteRegistry &sites() { return Sites; }
  Switcher &switcher() { return Switch; }
  bool recording() const { return Recording; }
  /// From now on \p Each, which must outlive this, sees every step.
  void observeSteps(StepObserver &Each) {
    Steps = &Each;
    Watched = true;
  }

  /// Asked about an operation, whose turn has come, on memory that no code of
  /// the program's touches itself: a lock, or an atomic that a hook performs.
  /// Null: nobody wants to know. Set before executions begin.
  static void (*CheckMemory)(const Operation &Op);
  /// What runs a thread's key destructors; set by the interceptors of keys.
  static void (*RunKeyDestructors)();
  /// Looks up what executions need of libc. In the driver: a lookup costs an
  /// execution more than all else.
  static void lookUpLibc();

private:
  static void begin(ProgramThread &Self);
  void forgetMemoryOf(const ProgramThread &New);
  void noteWhere(const Operation &Op);
  void chooseWatched(const Operation &Op);
  void switchTo(ThreadId Next);
  void touchFreed(const Operation &Op);
  static bool isOutOfSight(OpKind Kind);
  void keepStack(const ProgramThread &Over);
  BlockUse nearestBlock(uint64_t Address) const;
  Control *passThrough();

  static Control *Active;
  static void (*CallTlsDestructors)();
  static void *MainRobustList;

  Engine &Scheduler;
  Switcher &Switch;
  SiteRegistry &Sites;
  Observer &Watch;
  StepObserver *Steps = nullptr;
  bool Recording;
  bool Watched; ///< recorded, its steps are observed, or memory is checked
  bool IsInside = false;
  /// The thread control block of the thread that holds the baton.
  void *CarrierPointer = nullptr;
  ThreadId Running = MainThread;
  std::deque<ProgramThread> Threads;
  FreedMap Freed;
  HeapHistory Heap; ///< recorded executions only
};

} // namespace lockstep

#endif
