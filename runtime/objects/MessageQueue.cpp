//===- MessageQueue.cpp - Messages that wait to be received ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "objects/MessageQueue.h"

#include "base/Check.h"

#include <algorithm>

using namespace lockstep;

/// The index of the message that a receive gets; count() when there is none.
size_t MessageQueue::locate(MessageChoice Choice, int64_t Type) const {
  size_t Best = Messages.size();
  for (size_t I = 0; I < Messages.size(); ++I) {
    int64_t Candidate = Messages[I].Type;
    switch (Choice) {
    case MessageChoice::First:
      return I;
    case MessageChoice::OfType:
      if (Candidate == Type)
        return I;
      break;
    case MessageChoice::NotOfType:
      if (Candidate != Type)
        return I;
      break;
    case MessageChoice::UpToType:
      if (Candidate <= Type &&
          (Best == Messages.size() || Candidate < Messages[Best].Type))
        Best = I;
      break;
    }
  }
  return Best;
}

const Message *MessageQueue::find(MessageChoice Choice, int64_t Type) const {
  size_t Where = locate(Choice, Type);
  return Where == Messages.size() ? nullptr : &Messages[Where];
}

Message MessageQueue::take(MessageChoice Choice, int64_t Type) {
  size_t Where = locate(Choice, Type);
  LOCKSTEP_CHECK(Where < Messages.size());
  Message Taken = std::move(Messages[Where]);
  Messages.erase(Messages.begin() + ptrdiff_t(Where));
  Bytes -= Taken.Bytes.size();
  return Taken;
}

void MessageQueue::append(Message New) {
  LOCKSTEP_CHECK(fits(New.Bytes.size()));
  Bytes += New.Bytes.size();
  Messages.push_back(std::move(New));
}

void MessageQueue::insertByPriority(Message New) {
  LOCKSTEP_CHECK(fits(New.Bytes.size()));
  Bytes += New.Bytes.size();
  auto Place = std::find_if(
      Messages.begin(), Messages.end(),
      [&New](const Message &Other) { return Other.Type < New.Type; });
  Messages.insert(Place, std::move(New));
}
