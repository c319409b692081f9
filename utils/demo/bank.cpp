//===- bank.cpp - Two transfers, two locks, one deadlock ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program of the documents' examples: money goes both ways at once, and
// each transfer locks the giver first.
//
//===----------------------------------------------------------------------===//

#include <mutex>
#include <thread>

struct Account {
  std::mutex Lock;
  int Balance = 100;
};

static Account Savings, Checking;

static void transfer(Account &From, Account &To, int Amount) {
  std::lock_guard<std::mutex> Giver(From.Lock);
  std::lock_guard<std::mutex> Taker(To.Lock);
  From.Balance -= Amount;
  To.Balance += Amount;
}

int main() {
  std::thread Out([] { transfer(Savings, Checking, 10); });
  std::thread In([] { transfer(Checking, Savings, 20); });
  Out.join();
  In.join();
}
