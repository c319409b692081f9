//===- ObjectNamesTest.cpp - What a report calls an object
//-----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ObjectNames.h"
#include "Records.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
struct ObjectNamesTest : testing::Test, Recording {
  ObjectNames names() { return ObjectNames(Record, Symbols); }
  SiteId variable(const std::string &Name) {
    return site("a.cpp", 1, 1, "f", "", Name);
  }
};
} // namespace

TEST_F(ObjectNamesTest, TheRecordsOwnNameComesFirst) {
  ObjectId A = object(ObjectKind::Mutex, "A");
  event(MainThread, OpKind::MutexLock, A, variable("From.Lock"));
  EXPECT_EQ(names().longName(A), "mutex 'A'");
  EXPECT_EQ(names().shortName(A), "A");
}

TEST_F(ObjectNamesTest, AnExpressionNamesWhatItAloneDenotes) {
  ObjectId A = object(ObjectKind::Memory), B = object(ObjectKind::Mutex),
           C = object(ObjectKind::Mutex);
  SiteId From = variable("From.Lock"), To = variable("To.Lock");
  event(MainThread, OpKind::AtomicLoad, A, variable("Head"));
  event(MainThread, OpKind::MutexLock, B, From);
  event(MainThread, OpKind::MutexLock, C, To);
  event(MainThread, OpKind::MutexLock, C, From);
  EXPECT_EQ(names().longName(A), "'Head'");
  EXPECT_EQ(names().longName(B), "mutex Lock#1") << "From.Lock is ambiguous";
  EXPECT_EQ(names().longName(C), "mutex Lock#2");
}

TEST_F(ObjectNamesTest, TheFieldThatAllExpressionsEndInIsKept) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex),
           C = object(ObjectKind::Memory), D = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A, variable("from->lock"));
  event(MainThread, OpKind::MutexLock, A, variable("to->lock"));
  event(MainThread, OpKind::MutexLock, B, variable("from->lock"));
  event(MainThread, OpKind::PlainRead, C, variable("slots[].next"));
  event(MainThread, OpKind::PlainRead, C, variable("Head"));
  event(MainThread, OpKind::MutexLock, D, variable("*m"));
  event(MainThread, OpKind::MutexLock, B, variable("*m"));
  EXPECT_EQ(names().shortName(A), "lock#1");
  EXPECT_EQ(names().shortName(B), "lock#2");
  EXPECT_EQ(names().shortName(C), "v1") << "next or Head";
  EXPECT_EQ(names().longName(D), "mutex@a.cpp:1");
  EXPECT_EQ(names().numberedInUse().size(), 0u);
}

TEST_F(ObjectNamesTest, AFieldThatIsAloneNeedsNoNumber) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Memory);
  event(MainThread, OpKind::MutexLock, A, variable("from->lock"));
  event(MainThread, OpKind::MutexLock, A, variable("to->lock"));
  event(MainThread, OpKind::PlainRead, B, variable("a->next"));
  event(MainThread, OpKind::PlainRead, B, variable("b->next"));
  ObjectNames Names = names();
  EXPECT_EQ(Names.longName(A), "mutex 'lock'");
  EXPECT_EQ(Names.longName(B), "'next'");
  EXPECT_TRUE(Names.numberedInUse().empty());
}

TEST_F(ObjectNamesTest, WhereTheProgramFirstUsedIt) {
  SiteId Header = site("/usr/include/c++/12/gthr-default.h", 749, 10,
                       "__gthread_mutex_lock", "", "__mutex");
  StackId First = stack({"std::mutex::lock /usr/include/c++/12/mutex:100",
                         "deposit src/bank.cpp:12"}),
          Second = stack({"std::mutex::lock /usr/include/c++/12/mutex:100",
                          "withdraw src/bank.cpp:20"}),
          Library = stack({"__pthread_mutex_lock"});
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex),
           C = object(ObjectKind::Mutex), D = object(ObjectKind::Mutex),
           E = object(ObjectKind::Condition), F = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A, Header, First);
  event(MainThread, OpKind::MutexLock, A, Header, Second);
  event(MainThread, OpKind::MutexLock, B, Header, Second);
  event(MainThread, OpKind::MutexLock, C, Header, Second);
  event(MainThread, OpKind::CondWait, E, Header, First).Second = F;
  waits(thread(), OpKind::MutexLock, D, Header, Library);
  ObjectNames Names = names();
  EXPECT_EQ(Names.longName(A), "mutex@bank.cpp:12#1") << "F is the other";
  EXPECT_EQ(Names.longName(B), "mutex@bank.cpp:20#1");
  EXPECT_EQ(Names.shortName(C), "mutex@bank.cpp:20#2");
  EXPECT_EQ(Names.longName(D), "mutex m1") << "a header names nothing";
  EXPECT_EQ(Names.longName(E), "condition@bank.cpp:12");
  EXPECT_EQ(Names.shortName(F), "mutex@bank.cpp:12#2");
  EXPECT_EQ(Names.numberedInUse(), (std::vector<ObjectId>{A, B, C, D, F}));
  // A trace gives these names back as its own.
  at(E).Name = "condition@bank.cpp:12";
  EXPECT_EQ(names().longName(E), "condition@bank.cpp:12");
}

TEST_F(ObjectNamesTest, NoTwoShareAName) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex),
           C = object(ObjectKind::Mutex, "Lock#2"),
           D = object(ObjectKind::Memory);
  for (ObjectId Id : {A, B, D})
    at(Id).Address = 0x1000 * (Id.index() + 1);
  for (uint64_t Address : {0x1000, 0x2000, 0x4000})
    Symbols.Variables[Address] = {"Lock", 0};
  EXPECT_EQ(names().shortName(A), "Lock");
  EXPECT_EQ(names().shortName(B), "Lock#2");
  EXPECT_EQ(names().shortName(C), "Lock#2#2");
  EXPECT_EQ(names().longName(D), "'Lock#3'");
}

TEST_F(ObjectNamesTest, TheLibrarysOwnExpressionsNameNothing) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex),
           C = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A, variable("__mutex"));
  event(MainThread, OpKind::MutexLock, B, variable("this->_M_mutex"));
  event(MainThread, OpKind::MutexLock, C, variable("my__own._lock"));
  EXPECT_EQ(names().shortName(A), "mutex@a.cpp:1#1");
  EXPECT_EQ(names().shortName(B), "mutex@a.cpp:1#2");
  EXPECT_EQ(names().shortName(C), "my__own._lock");
}

TEST_F(ObjectNamesTest, GlobalVariablesAreFoundByAddress) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex);
  at(A).Address = 0x1000;
  at(B).Address = 0x1028;
  Symbols.Variables[0x1000] = {"Accounts", 0};
  Symbols.Variables[0x1028] = {"Accounts", 0x28};
  EXPECT_EQ(names().shortName(A), "Accounts");
  EXPECT_EQ(names().shortName(B), "Accounts+40");
}

TEST_F(ObjectNamesTest, MembersOfGlobalsComeBeforeExpressions) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Memory),
           C = object(ObjectKind::Memory), D = object(ObjectKind::Memory);
  constexpr const char *Layout = "[2*48]1\n{0+40 lock;40+8 balance;}";
  auto Place = [&](ObjectId Each, uint64_t Offset) {
    at(Each).Address = 0x1000 + Offset;
    Symbols.Variables[0x1000 + Offset] = {"bank::accounts", Offset, Layout};
  };
  Place(A, 48);
  Place(B, 88);
  Place(C, 0);
  event(MainThread, OpKind::MutexLock, A, variable("from->lock"));
  event(MainThread, OpKind::PlainRead, B, variable("to->balance")).Size = 8;
  event(MainThread, OpKind::PlainWrite, C, variable("accounts")).Size = 96;
  event(MainThread, OpKind::PlainRead, D, variable("bank::accounts[1].lock"));
  EXPECT_EQ(names().longName(A), "mutex 'bank::accounts[1].lock'");
  EXPECT_EQ(names().shortName(B), "bank::accounts[1].balance");
  EXPECT_EQ(names().shortName(C), "bank::accounts") << "all of it at once";
  EXPECT_EQ(names().shortName(D), "bank::accounts[1].lock#2");
  event(MainThread, OpKind::PlainRead, C).Size = 8;
  EXPECT_EQ(names().shortName(C), "bank::accounts[0].lock");
}

TEST_F(ObjectNamesTest, SeveralOfOneExpressionAreNumbered) {
  ObjectId A = object(ObjectKind::Memory), B = object(ObjectKind::Memory),
           C = object(ObjectKind::Memory), D = object(ObjectKind::Memory);
  for (ObjectId Each : {A, B})
    event(MainThread, OpKind::PlainRead, Each, variable("node->next"));
  for (ObjectId Each : {C, D})
    event(MainThread, OpKind::PlainWrite, Each, variable("*flag"));
  ObjectNames Names = names();
  EXPECT_EQ(Names.shortName(A), "node->next#1");
  EXPECT_EQ(Names.longName(B), "memory node->next#2");
  EXPECT_EQ(Names.shortName(C), "*flag#1");
  EXPECT_EQ(Names.shortName(D), "*flag#2");
  // Who is called otherwise as well is called by the field, and so are all.
  event(MainThread, OpKind::PlainRead, B, variable("head->next"));
  EXPECT_EQ(names().shortName(A), "next#1");
  EXPECT_EQ(names().shortName(B), "next#2");
}

TEST_F(ObjectNamesTest, OthersAreNumberedByFirstUseAndListed) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Condition),
           C = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A);
  event(MainThread, OpKind::CondWait, B).Second = C;
  ObjectNames Names = names();
  EXPECT_EQ(Names.longName(A), "mutex m1");
  EXPECT_EQ(Names.longName(B), "condition variable c1");
  EXPECT_EQ(Names.numberedInUse(), (std::vector<ObjectId>{A, B}));
  EXPECT_EQ(Names.firstUse(C), 1u);
}

TEST_F(ObjectNamesTest, UnknownObjectsHaveANameToo) {
  EXPECT_EQ(names().longName(ObjectId(7)), "object 7");
  EXPECT_EQ(names().shortName(ObjectId()), "an unknown object");
}

TEST_F(ObjectNamesTest, NamesAreEscaped) {
  ObjectId Queue = object(ObjectKind::Queue, "/q\033[2J");
  EXPECT_EQ(names().shortName(Queue), "/q\\x1b[2J");
}
