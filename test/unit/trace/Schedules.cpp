//===- Schedules.cpp - Schedules to test traces with ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedules.h"

#include "base/Random.h"

#include <iterator>

using namespace lockstep;
using namespace lockstep::test;

namespace {

/// One step of the loop that every thread runs.
struct Step {
  OpKind Kind;
  uint32_t Site;
  uint32_t Object; ///< shared by all threads
};
// Site 0 is the creation of threads. The sites are those of one source file.
constexpr Step Loop[] = {
    {OpKind::MutexLock, 1, 0},  {OpKind::PlainRead, 2, 1},
    {OpKind::PlainWrite, 3, 1}, {OpKind::MutexUnlock, 4, 0},
    {OpKind::AtomicRmw, 5, 2},  {OpKind::AtomicLoad, 6, 3},
    {OpKind::AtomicCas, 7, 3},  {OpKind::AtomicRmw, 8, 4},
    {OpKind::CondSignal, 9, 5},
};
constexpr unsigned Lock = 0, Unlock = 3, Load = 5, Cas = 6, Signal = 8;

class Simulation {
public:
  Simulation(unsigned Threads, Choice How, uint64_t Seed)
      : Source(Seed), How(How), At(Threads), Round(Threads), Seen(Threads),
        Priority(Threads) {
    for (uint32_t &Value : Priority)
      Value = Source.below(1u << 30) + (1u << 30);
  }

  void run(std::vector<Decision> &Out, uint64_t Count) {
    while (Out.size() < Count) {
      if (How == Choice::Pct && Source.chance(1, 20000))
        Priority[pick()] = NextLow--;
      perform(Out, pick());
    }
  }

private:
  bool enabled(unsigned Thread) const {
    return At[Thread] != Lock || Holder < 0;
  }
  unsigned pick() {
    if (How == Choice::Random) {
      unsigned Thread;
      do
        Thread = Source.below(uint32_t(At.size()));
      while (!enabled(Thread));
      return Thread;
    }
    unsigned Best = Holder < 0 ? 0 : unsigned(Holder);
    for (unsigned T = 0; T < At.size(); ++T)
      if (enabled(T) && Priority[T] > Priority[Best])
        Best = T;
    return Best;
  }
  void perform(std::vector<Decision> &Out, unsigned Thread) {
    unsigned Now = At[Thread]++;
    Out.push_back({uint16_t(Thread + 1), Loop[Now].Kind, 0, Loop[Now].Site,
                   Loop[Now].Object});
    if (Now == Lock)
      Holder = int(Thread);
    if (Now == Unlock)
      Holder = -1;
    if (Now == Load)
      Seen[Thread] = Version;
    if (Now == Cas) {
      if (Seen[Thread] == Version)
        ++Version;
      else
        At[Thread] = Load;
    }
    if (Now == Signal - 1 && ++Round[Thread] % 8 != 0)
      At[Thread] = Lock;
    if (Now == Signal) {
      Out.push_back(Decision::value(
          ThreadId(Thread + 1), ValueReason::WakeOrder, Source.below(2), 2));
      At[Thread] = Lock;
    }
  }

  Random Source;
  Choice How;
  std::vector<unsigned> At;    ///< by thread: its next step
  std::vector<uint64_t> Round; ///< by thread: rounds of the loop
  std::vector<uint64_t> Seen;  ///< by thread: what its load read
  std::vector<uint32_t> Priority;
  uint32_t NextLow = 1u << 29;
  uint64_t Version = 0;
  int Holder = -1;
};

TraceSite site(OpKind Kind, uint32_t Line, const char *Variable) {
  return {
      Kind,    0, 0, "/home/user/bank/bank.cpp", Line, 7, "transfer(int, int)",
      Variable};
}

} // namespace

Trace test::loopingProgram(unsigned Threads, Choice How, uint64_t Count,
                           uint64_t Seed) {
  Trace Out;
  Out.ToolVersion = "0.1.0";
  Out.Program = "/home/user/bank/bank";
  Out.Arguments = {"./bank", "--accounts=2"};
  Out.Environment = {"LANG=C.UTF-8", "TZ=UTC"};
  Out.Modules = {{"/home/user/bank/bank", "1f3a5577c0ffee00", 10}};
  Out.Strategy = How == Choice::Random ? "random" : "pct:depth=4";
  Out.CampaignSeed = 1;
  Out.Iteration = Seed;
  Out.Options = "max_steps=1000000:spurious=0";
  Out.PoolSize = 16;
  Out.SharedSites = {2, 3};
  Out.Outcome = OutcomeKind::StepLimit;
  Out.Summary = "SUMMARY: Lockstep: step-limit bank.cpp:42:7 in transfer";
  Out.Sites.push_back(site(OpKind::ThreadCreate, 90, ""));
  for (const Step &Each : Loop)
    Out.Sites.push_back(site(Each.Kind, 40 + Each.Site, "account.balance"));
  Out.Objects = {{ObjectKind::Mutex, "account.lock"},
                 {ObjectKind::Memory, "account.balance"},
                 {ObjectKind::Memory, "total"},
                 {ObjectKind::Memory, "head", ObjectId(2), 4},
                 {ObjectKind::Memory, "rounds"},
                 {ObjectKind::Condition, "changed"}};
  Out.Threads.push_back({});
  for (unsigned I = 0; I < Threads; ++I) {
    Out.Threads.push_back({0, I, I ? "worker" : "teller"});
    Out.Objects.push_back({ObjectKind::Thread, ""});
    Out.Decisions.push_back({0, OpKind::ThreadCreate, 0, 0, 6 + I});
  }
  Simulation(Threads, How, Seed).run(Out.Decisions, Count);
  return Out;
}

Trace test::arrayProgram(unsigned Threads, uint32_t Elements, uint64_t Count,
                         uint64_t Seed) {
  Trace Out = loopingProgram(Threads, Choice::Random, 0, Seed);
  Out.Objects.resize(Elements, {ObjectKind::Memory, ""});
  Random Source(Seed);
  std::vector<uint32_t> At(Threads);
  while (Out.Decisions.size() < Count) {
    uint16_t Thread = uint16_t(Source.below(Threads));
    uint32_t Step = At[Thread]++;
    bool Reads = Step % 2 == 0;
    Out.Decisions.push_back({uint16_t(Thread + 1),
                             Reads ? OpKind::PlainRead : OpKind::PlainWrite, 0,
                             Reads ? 2u : 3u, Step / 2 % Elements});
  }
  return Out;
}

Trace test::oddTrace(uint64_t Seed, size_t Decisions) {
  Random Source(Seed);
  Trace Out = loopingProgram(3, Choice::Random, 0, Seed);
  Out.ToolVersion = std::string("\0\xff\n", 3);
  Out.Arguments = {"", std::string(300, 'x')};
  Out.Environment.clear();
  Out.Modules.push_back({"", "", 0xffffffff});
  Out.CampaignSeed = ~uint64_t(0);
  Out.Iteration = uint64_t(1) << 63;
  Out.PoolSize = 0xffffffff;
  Out.SharedSites = {0, 127, 128, 0xffffffff};
  Out.Outcome = OutcomeKind::Divergence;
  Out.ExitCode = -2147483647 - 1;
  Out.SignalNumber = 2147483647;
  Out.Sites.insert(Out.Sites.begin() + 2, 5, TraceSite());
  Out.Sites[9].Module = 0xfffffffe;
  Out.Sites[9].Offset = ~uint64_t(0);
  Out.Sites[9].Line = Out.Sites[9].Column = 0xffffffff;
  Out.Sites.insert(Out.Sites.end(), 3, TraceSite());
  Out.Threads.push_back({0xfffffffe, 0xffffffff, "\xc3\xa9"});
  Out.Objects.push_back({ObjectKind::Clock, std::string(1, '\0')});
  Out.Decisions.clear();
  constexpr uint32_t Numbers[] = {0,      1,          127,        128,
                                  0x3fff, 0x7fffffff, 0xfffffffe, 0xffffffff};
  while (Out.Decisions.size() < Decisions) {
    Decision What;
    What.Thread =
        uint16_t(Source.chance(1, 8) ? Source.next() : Source.below(20));
    What.Kind = OpKind(Source.below(OpKindCount));
    What.Flags = uint8_t(Source.chance(1, 4) ? Source.next() : 0);
    What.Site = Numbers[Source.below(std::size(Numbers))];
    What.Object = Numbers[Source.below(std::size(Numbers))];
    Out.Decisions.insert(Out.Decisions.end(),
                         Source.chance(1, 50) ? Source.below(400) : 1, What);
  }
  Out.Decisions.resize(Decisions);
  return Out;
}

Trace test::exampleTrace() {
  Trace Out;
  Out.ToolVersion = "0.1.0";
  Out.Program = "/b/bank";
  Out.Arguments = {"./bank"};
  Out.Environment = {"TZ=UTC"};
  Out.Modules = {{"/b/bank", "1f3a", 3}};
  Out.Strategy = "random";
  Out.CampaignSeed = 300;
  Out.Iteration = 7;
  Out.Options = "spurious=0";
  Out.PoolSize = 4;
  Out.SharedSites = {2};
  Out.Outcome = OutcomeKind::Signal;
  Out.SignalNumber = 11;
  Out.Summary = "SUMMARY: crash";
  Out.Sites = {{OpKind::ThreadCreate, 0, 0, "b.c", 9, 3, "main", ""},
               {},
               {OpKind::AtomicRmw, 0, 0, "b.c", 4, 5, "add", "n"}};
  Out.Threads = {{}, {0, 0, "adder"}};
  Out.Objects = {{ObjectKind::Thread, ""}, {ObjectKind::Memory, "n"}};
  Decision Create{0, OpKind::ThreadCreate, 0, 0, 0};
  Decision Main{0, OpKind::AtomicRmw, 0, 2, 1};
  Decision Adder{1, OpKind::AtomicRmw, 0, 2, 1};
  Decision Wake = Decision::value(ThreadId(1), ValueReason::WakeOrder, 1, 2);
  Out.Decisions = {Create, Main,  Adder, Adder, Main,  Adder,
                   Wake,   Adder, Adder, Adder, Adder, Adder};
  for (uint64_t Step : {0, 1, 2, 3, 4, 5, 7, 8}) {
    const Decision &Led = Out.Decisions[Step];
    Event What;
    What.Step = Step;
    What.Thread = Led.thread();
    What.Kind = Led.Kind;
    What.Site = SiteId(Led.Site);
    What.Object = ObjectId(Led.Object);
    What.Time = 1000 * (Step + 1);
    What.Value = Step ? Step - 1 : 1;
    What.Flags = EventHasValue;
    if (Step) {
      What.Written = Step;
      What.Flags |= EventHasWritten;
      What.Size = 4;
      What.Order = lockstep_order_seq_cst;
      What.Rmw = lockstep_rmw_add;
    }
    if (Led.thread() == MainThread && Step)
      What.Caller = SiteId(0);
    Out.Events.push_back(What);
  }
  SiteId Add(2);
  ObjectId Number(1);
  Out.Ends = {
      {ThreadState::Runnable, OpKind::AtomicRmw, Add, Number, ObjectId(),
       SiteId(0)},
      {ThreadState::Running, OpKind::AtomicRmw, Add, Number, ObjectId()}};
  Out.Culprit = ThreadId(1);
  return Out;
}

/// Invents the accesses, the block and the stacks of a race.
static void addFinding(Trace &Of, Random &Source) {
  auto Any = [&Source] { return uint32_t(Source.next()) >> Source.below(32); };
  for (uint32_t I = 0; I < 3; ++I) {
    Of.Accesses.push_back({ThreadId(I), SiteId(Any()), SiteId(1), StackId(),
                           Source.next(), uint8_t(I % 2), 0, Any()});
    Of.Holds.push_back({I, ObjectId(Any()), SiteId(Any()), StackId(), 1});
  }
  Of.Memory = {Source.next(), Source.next(), Any(), ThreadId(Any()),
               StackId(),     Source.next(), 1,     ThreadId(Any()),
               StackId()};
  for (uint32_t I = 0; I < 5; ++I) {
    Of.Frames.push_back(
        {I - 1, "in \"it\"", "", Any(), Any(), "\xff", Source.next()});
    Of.Stacks.push_back({StackRole(I), Any(), I});
  }
}

void test::addEvents(Trace &Of, uint64_t Seed) {
  Random Source(Seed);
  std::vector<uint64_t> Contents(16);
  uint64_t Time = 0;
  for (uint64_t Step = 0; Step < Of.Decisions.size(); ++Step) {
    const Decision &Led = Of.Decisions[Step];
    if (Led.isValue() || Source.chance(1, 200))
      continue;
    Event What;
    What.Step = Step;
    What.Thread = Led.thread();
    What.Kind = Led.Kind;
    What.Site = SiteId(Led.Site);
    What.Object = ObjectId(Led.Object);
    What.Time = Time += Source.chance(1, 100) ? Source.next() >> 8 : 1000;
    uint64_t &Holds = Contents[Led.Object % Contents.size()];
    What.Flags = EventHasValue;
    What.Value = Source.chance(1, 50) ? Source.next() : Holds;
    if (operationAccess(Led.Kind) == Access::Write) {
      What.Flags |= EventHasWritten;
      What.Written = Holds = Source.chance(1, 50) ? Source.next() : Holds + 1;
    }
    What.Size = 8;
    if (Source.chance(1, 80)) {
      What.Flags = uint8_t(Source.below(EventAllFlags + 1));
      What.Order = uint8_t(Source.below(7));
      What.Rmw = uint8_t(Source.below(9));
      What.Size = uint32_t(Source.next());
      What.Second = ObjectId(0);
    }
    if (Led.Site != SiteId::InvalidValue && Led.Site % 3 == 0)
      What.Caller = SiteId(Source.chance(1, 20) ? 1 : Led.Site / 2);
    Of.Events.push_back(What);
  }
  Of.Ends.resize(Of.Threads.size());
  Of.Ends.back() = {ThreadState::Waiting, OpKind::CondResume, SiteId(1),
                    ObjectId(5),          ObjectId(0),        SiteId(2)};
  Of.Culprit = ThreadId(1);
  Of.FailedObject = ObjectId(5);
  Of.FailedSite = SiteId(1);
  Of.FailedCaller = SiteId(2);
  addFinding(Of, Source);
}

static bool sameModules(const Trace &A, const Trace &B) {
  if (A.Modules.size() != B.Modules.size())
    return false;
  for (size_t I = 0; I < A.Modules.size(); ++I)
    if (A.Modules[I].Path != B.Modules[I].Path ||
        A.Modules[I].BuildId != B.Modules[I].BuildId ||
        A.Modules[I].SiteCount != B.Modules[I].SiteCount)
      return false;
  return true;
}

bool test::same(const Trace &A, const Trace &B) {
  return A.ToolVersion == B.ToolVersion && A.Program == B.Program &&
         A.Arguments == B.Arguments && A.Environment == B.Environment &&
         sameModules(A, B) && A.Strategy == B.Strategy &&
         A.CampaignSeed == B.CampaignSeed && A.Iteration == B.Iteration &&
         A.Options == B.Options && A.PoolSize == B.PoolSize &&
         A.SharedSites == B.SharedSites && A.Outcome == B.Outcome &&
         A.ExitCode == B.ExitCode && A.SignalNumber == B.SignalNumber &&
         A.Summary == B.Summary && A.Sites == B.Sites &&
         A.Threads == B.Threads && A.Objects == B.Objects &&
         A.Decisions == B.Decisions && A.Events == B.Events &&
         A.Ends == B.Ends && A.Culprit == B.Culprit &&
         A.FailedObject == B.FailedObject && A.Accesses == B.Accesses &&
         A.Holds == B.Holds && A.Memory == B.Memory && A.Frames == B.Frames &&
         A.Stacks == B.Stacks && A.FailedSite == B.FailedSite &&
         A.FailedCaller == B.FailedCaller && A.Truncated == B.Truncated;
}
