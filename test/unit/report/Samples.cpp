//===- Samples.cpp - The executions that docs/reports.md shows ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Records.h"

#include <csignal>

using namespace lockstep;

namespace {
/// A bank with two accounts; T1 and T2 transfer money in opposite directions.
struct Bank : Recording {
  explicit Bank(OutcomeKind Outcome) {
    Record.Schedule.Outcome = Outcome;
    Style.TracePath = "lockstep-traces/bank-1f3a.lstrace";
    Style.ReplayCommand =
        "LOCKSTEP_TRACE=lockstep-traces/bank-1f3a.lstrace ./bank";
    T1 = thread("alice");
    T2 = thread("bob");
    A = object(ObjectKind::Mutex, "Checking.Lock");
    B = object(ObjectKind::Mutex, "Savings.Lock");
    FirstLock = site("bank.cpp", 17, 3, "transfer(Account&, Account&, int)",
                     "  pthread_mutex_lock(&From.Lock);");
    SecondLock = site("bank.cpp", 18, 3, "transfer(Account&, Account&, int)",
                      "  pthread_mutex_lock(&To.Lock);");
    Unlock = site("bank.cpp", 21, 3, "transfer(Account&, Account&, int)",
                  "  pthread_mutex_unlock(&To.Lock);");
    Create = site("bank.cpp", 30, 5, "main",
                  "    pthread_create(&Threads[I], nullptr, run, &Jobs[I]);");
    Join = site("bank.cpp", 32, 5, "main",
                "    pthread_join(Threads[I], nullptr);");
    Main = stack({"main bank.cpp:32", "__libc_start_main"});
    InFirst1 = stack({"transfer(Account&, Account&, int) bank.cpp:17",
                      "run(void*) bank.cpp:25", "start_thread"});
    InSecond1 = stack({"transfer(Account&, Account&, int) bank.cpp:18",
                       "run(void*) bank.cpp:25", "start_thread"});
    InFirst2 = InFirst1;
    InSecond2 = InSecond1;
    at(T1).Created = at(T2).Created =
        stack({"main bank.cpp:30", "__libc_start_main"});
    J1 = threadObject(T1);
    J2 = threadObject(T2);
    event(MainThread, OpKind::ThreadCreate, J1, Create);
    event(MainThread, OpKind::ThreadCreate, J2, Create);
    event(T1, OpKind::ThreadStart, J1);
    event(T2, OpKind::ThreadStart, J2);
  }

  /// The main thread waits for T1.
  void mainJoins() { waits(MainThread, OpKind::ThreadJoin, J1, Join, Main); }

  ThreadId T1, T2;
  ObjectId A, B, J1, J2;
  SiteId FirstLock, SecondLock, Unlock, Create, Join;
  StackId Main, InFirst1, InSecond1, InFirst2, InSecond2;
};
} // namespace

static Recording deadlock() {
  Bank R(OutcomeKind::Deadlock);
  R.event(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
  R.event(R.T2, OpKind::MutexLock, R.B, R.FirstLock, R.InFirst2);
  R.holds(R.T1, R.A);
  R.holds(R.T2, R.B);
  R.waits(R.T1, OpKind::MutexLock, R.B, R.SecondLock, R.InSecond1);
  R.waits(R.T2, OpKind::MutexLock, R.A, R.SecondLock, R.InSecond2);
  R.mainJoins();
  R.Record.ProgramOutput = "transfer 10 from checking to savings\n";
  return R;
}

static Recording selfDeadlock() {
  Bank R(OutcomeKind::Deadlock);
  R.event(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
  R.holds(R.T1, R.A);
  R.waits(R.T1, OpKind::MutexLock, R.A, R.SecondLock, R.InSecond1);
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  R.mainJoins();
  return R;
}

static Recording abandonedLock() {
  Bank R(OutcomeKind::Deadlock);
  R.event(R.T2, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst2);
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  R.holds(R.T2, R.A);
  R.waits(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
  R.mainJoins();
  return R;
}

static Recording barrier() {
  Bank R(OutcomeKind::Deadlock);
  ObjectId Round = R.object(ObjectKind::Barrier, "Round");
  SiteId Arrive = R.site("race.cpp", 12, 5, "run(void*)",
                         "    pthread_barrier_wait(&Round);");
  StackId Stack = R.stack({"run(void*) race.cpp:12", "start_thread"});
  R.event(R.T1, OpKind::BarrierArrive, Round, Arrive, Stack);
  R.event(R.T2, OpKind::BarrierArrive, Round, Arrive, Stack);
  R.event(R.T1, OpKind::BarrierResume, Round, Arrive, Stack);
  R.event(R.T2, OpKind::BarrierResume, Round, Arrive, Stack);
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  R.event(R.T1, OpKind::BarrierArrive, Round, Arrive, Stack);
  R.waits(R.T1, OpKind::BarrierResume, Round, Arrive, Stack);
  R.at(Round).Count = 1;
  R.at(Round).Capacity = 2;
  R.mainJoins();
  return R;
}

static Recording lostWakeup() {
  Bank R(OutcomeKind::Deadlock);
  ObjectId Ready = R.object(ObjectKind::Condition, "Ready");
  ObjectId Lock = R.object(ObjectKind::Mutex, "Lock");
  ObjectId Done = R.object(ObjectKind::Memory, "Done");
  SiteId Test = R.site("mail.cpp", 9, 8, "receive(void*)", "  if (!Done) {");
  SiteId Take = R.site("mail.cpp", 10, 5, "receive(void*)",
                       "    pthread_mutex_lock(&Lock);");
  SiteId Wait = R.site("mail.cpp", 11, 5, "receive(void*)",
                       "    pthread_cond_wait(&Ready, &Lock);");
  SiteId Set = R.site("mail.cpp", 18, 8, "send(void*)", "  Done = true;");
  SiteId Signal = R.site("mail.cpp", 19, 3, "send(void*)",
                         "  pthread_cond_signal(&Ready);");
  StackId InWait = R.stack({"receive(void*) mail.cpp:11", "start_thread"});
  StackId InSignal = R.stack({"send(void*) mail.cpp:19", "start_thread"});
  R.read(R.T1, OpKind::AtomicLoad, Done, Test, 0).Order =
      lockstep_order_seq_cst;
  R.write(R.T2, OpKind::AtomicStore, Done, Set, 1).Order =
      lockstep_order_seq_cst;
  R.read(R.T2, OpKind::CondSignal, Ready, Signal, 0).Stack = InSignal;
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  R.event(R.T1, OpKind::MutexLock, Lock, Take);
  R.event(R.T1, OpKind::CondWait, Ready, Wait, InWait).Second = Lock;
  R.waits(R.T1, OpKind::CondResume, Ready, Wait, InWait).Second = Lock;
  R.mainJoins();
  return R;
}

static Recording livelock() {
  Bank R(OutcomeKind::Livelock);
  ObjectId Turn = R.object(ObjectKind::Memory, "Turn");
  SiteId Spin = R.site("turn.cpp", 8, 15, "await(int)",
                       "  while (Turn.load(std::memory_order_acquire) != Me)");
  SiteId Pass = R.site("turn.cpp", 13, 8, "pass()",
                       "  Turn.store(3, std::memory_order_release);");
  StackId Stack = R.stack(
      {"await(int) turn.cpp:8", "run(void*) turn.cpp:20", "start_thread"});
  R.write(R.T2, OpKind::AtomicStore, Turn, Pass, 3).Order =
      lockstep_order_release;
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  for (int I = 0; I < 200; ++I)
    R.read(R.T1, OpKind::AtomicLoad, Turn, Spin, 3).Order =
        lockstep_order_acquire;
  R.at(R.T1).State = ThreadState::Spinning;
  R.at(R.T1).Where = Stack;
  R.Record.Schedule.Culprit = R.T1;
  R.Record.Schedule.FailedSite = Spin;
  R.Record.Schedule.FailedObject = Turn;
  R.mainJoins();
  return R;
}

/// T1 loses an update of the balance and fails at bank.cpp:\p Line.
static Bank crash(OutcomeKind Kind, const std::string &Source) {
  Bank R(Kind);
  ObjectId Balance = R.object(ObjectKind::Memory, "Checking.Balance");
  SiteId Load = R.site("bank.cpp", 19, 16, "transfer(Account&, Account&, int)",
                       "  int Old = From.Balance;");
  SiteId Store = R.site("bank.cpp", 20, 16, "transfer(Account&, Account&, int)",
                        "  From.Balance = Old - Amount;");
  SiteId Audit = R.site("bank.cpp", 38, 15, "audit()",
                        "  int Balance = Checking.Balance;");
  R.Sources.Lines[{"bank.cpp", 40}] = Source;
  R.read(R.T1, OpKind::PlainRead, Balance, Load, 100);
  R.read(R.T2, OpKind::PlainRead, Balance, Load, 100);
  R.write(R.T2, OpKind::PlainWrite, Balance, Store, 90);
  R.event(R.T2, OpKind::ThreadExit, R.J2);
  R.write(R.T1, OpKind::PlainWrite, Balance, Store, 80);
  R.read(R.T1, OpKind::PlainRead, Balance, Audit, 80);
  R.at(R.T1).State = ThreadState::Running;
  R.Record.Schedule.Culprit = R.T1;
  R.Record.FailedAt = R.stack({"__pthread_kill_implementation", "raise",
                               "abort", "audit() bank.cpp:40",
                               "run(void*) bank.cpp:26", "start_thread"});
  R.mainJoins();
  return R;
}

static Recording assertion() {
  Bank R = crash(OutcomeKind::Assertion,
                 "  assert(Checking.Balance + Savings.Balance == 200);");
  R.Record.Detail = "Checking.Balance + Savings.Balance == 200";
  R.Record.ProgramOutput = "bank: bank.cpp:40: void audit(): Assertion "
                           "`Checking.Balance + Savings.Balance == 200' "
                           "failed.\n";
  return R;
}

static Recording abortCall() {
  return crash(OutcomeKind::Abort, "    std::abort();");
}

static Recording exception() {
  Bank R = crash(OutcomeKind::Exception,
                 "    throw std::runtime_error(\"money lost\");");
  R.Record.Detail = "std::runtime_error: money lost";
  return R;
}

static Recording signal() {
  Bank R = crash(OutcomeKind::Signal, "  return Latest->Amount;");
  R.Record.Schedule.SignalNumber = SIGSEGV;
  R.Record.FaultAddress = 0x10;
  R.Record.FailedAt = R.stack(
      {"audit() bank.cpp:40", "run(void*) bank.cpp:26", "start_thread"});
  return R;
}

static Recording sanitizer() {
  Bank R = crash(OutcomeKind::Sanitizer, "  return Latest->Amount;");
  R.Record.ProgramOutput = "==1==ERROR: AddressSanitizer: heap-use-after-free\n"
                           "READ of size 4\n";
  return R;
}

static Recording exitStatus() {
  Bank R = crash(OutcomeKind::ExitStatus, "");
  R.Record.Schedule.ExitCode = 3;
  R.Record.Schedule.Culprit = ThreadId();
  R.Record.FailedAt = StackId();
  R.at(MainThread).State = R.at(R.T1).State = ThreadState::Finished;
  R.Record.ProgramOutput = "200 expected, 190 found\n";
  return R;
}

static Recording misuse() {
  Bank R(OutcomeKind::Misuse);
  R.event(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
  R.holds(R.T1, R.A);
  R.Record.Misuse = MisuseKind::UnlockNotOwner;
  R.Record.Schedule.Culprit = R.T2;
  R.Record.Schedule.FailedObject = R.A;
  R.Record.Schedule.FailedSite = R.Unlock;
  R.Record.FailedAt = R.stack({"transfer(Account&, Account&, int) bank.cpp:21",
                               "run(void*) bank.cpp:25", "start_thread"});
  R.mainJoins();
  return R;
}

static Recording dataRace() {
  Bank R(OutcomeKind::DataRace);
  const char *In = "transfer(Account&, Account&, int)";
  SiteId Give = R.site("bank.cpp", 19, 16, In, "  From.Balance -= Amount;",
                       "From.Balance");
  SiteId Look = R.site("bank.cpp", 37, 31, "audit()",
                       "  return Checking.Balance + Savings.Balance;",
                       "Checking.Balance");
  R.event(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
  uint64_t Here = R.Record.Schedule.Events.size();
  StackId Giving = R.stack({"transfer(Account&, Account&, int) bank.cpp:19",
                            "run(void*) bank.cpp:25", "start_thread"});
  StackId Looking = R.stack({"audit() bank.cpp:37", "main bank.cpp:31"});
  RaceAccess Write{R.T1, Give, {}, Giving, Here, 1, 0};
  RaceAccess Read{MainThread, Look, {}, Looking, Here, 0, 0};
  R.Record.Schedule.Accesses = {Write, Read, Write, Read};
  R.Record.Schedule.FailedObject = R.object(ObjectKind::Memory);
  R.Record.Schedule.FailedSite = Look;
  R.Record.Schedule.Culprit = MainThread;
  R.Record.FailedAt = Looking;
  R.at(MainThread).State = ThreadState::Running;
  return R;
}

static Recording stepLimit() {
  Bank R(OutcomeKind::StepLimit);
  for (int I = 0; I < 40; ++I) {
    R.event(R.T1, OpKind::MutexLock, R.A, R.FirstLock, R.InFirst1);
    R.event(R.T1, OpKind::MutexUnlock, R.A, R.Unlock);
  }
  R.Record.Schedule.Decisions.resize(1000000);
  R.at(R.T1).State = ThreadState::Running;
  R.at(R.T1).Pending.Kind = OpKind::MutexLock;
  R.at(R.T1).Pending.Object = R.A;
  R.at(R.T1).Pending.Site = R.FirstLock;
  R.Record.Schedule.Culprit = R.T1;
  R.mainJoins();
  return R;
}

static Recording timeLimit() {
  Bank R(OutcomeKind::TimeLimit);
  R.Sources.Lines[{"bank.cpp", 45}] = "  while (!Stop) {";
  R.at(R.T1).State = ThreadState::Running;
  R.Record.Schedule.Culprit = R.T1;
  R.Record.FailedAt =
      R.stack({"idle() bank.cpp:45", "run(void*) bank.cpp:26", "start_thread"});
  R.at(R.T1).Where = R.Record.FailedAt;
  R.mainJoins();
  return R;
}

static Recording blocked() {
  Bank R(OutcomeKind::Blocked);
  R.Sources.Lines[{"bank.cpp", 50}] =
      "  ssize_t Got = recv(Socket, Data, 64, 0);";
  StackId Stack = R.stack({"recv", "listen() bank.cpp:50",
                           "run(void*) bank.cpp:26", "start_thread"});
  R.event(R.T1, OpKind::External, ObjectId(), SiteId(), Stack);
  R.at(R.T1).State = ThreadState::Running;
  R.at(R.T1).Pending.Kind = OpKind::External;
  R.Record.Schedule.Culprit = R.T1;
  R.Record.FailedAt = Stack;
  R.at(R.T1).Where = Stack;
  R.Record.Detail = "recv";
  R.Record.Uncontrolled.push_back({"recv", Stack, 3});
  R.mainJoins();
  return R;
}

static Recording divergence() {
  Bank R(OutcomeKind::Divergence);
  R.Record.Expected = {1, OpKind::MutexLock, 0, R.FirstLock.Value, R.A.Value};
  R.Record.Actual = {1, OpKind::MutexLock, 0, R.SecondLock.Value, R.B.Value};
  R.Record.Schedule.Culprit = R.T1;
  R.Record.FailedAt = R.InSecond1;
  return R;
}

std::map<std::string, Recording> lockstep::sampleRecordings() {
  return {{"deadlock", deadlock()},
          {"self-deadlock", selfDeadlock()},
          {"abandoned-lock", abandonedLock()},
          {"barrier", barrier()},
          {"lost-wakeup", lostWakeup()},
          {"livelock", livelock()},
          {"assertion", assertion()},
          {"abort", abortCall()},
          {"uncaught-exception", exception()},
          {"signal", signal()},
          {"sanitizer", sanitizer()},
          {"exit-status", exitStatus()},
          {"misuse", misuse()},
          {"data-race", dataRace()},
          {"step-limit", stepLimit()},
          {"time-limit", timeLimit()},
          {"blocked-outside", blocked()},
          {"divergence", divergence()}};
}
