//===- Keys.cpp - pthread_key_*, tss_* ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values of keys live in the thread's control block, which is borrowed, so
// pthread_getspecific and pthread_setspecific stay as they are. But the kernel
// thread that lends it does not end with the program's thread: the destructors
// are called here.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Install.h"
#include "interceptors/Intercept.h"

#include <climits>

using namespace lockstep;

namespace {

using Destructor = void (*)(void *);

struct Key {
  bool Exists = false;
  Destructor Destroy = nullptr;
};

/// By key, also of keys made before control began. The C library never gives
/// the same key to two threads, so that each entry has one writer.
constinit Key Keys[PTHREAD_KEYS_MAX];
/// No key at or above this one was ever made; they are given out from 0.
constinit pthread_key_t KeysEnd = 0;

int create(pthread_key_t *New, Destructor Destroy) {
  int Result = real().pthread_key_create(New, Destroy);
  if (Result || *New >= PTHREAD_KEYS_MAX)
    return Result;
  Keys[*New] = {true, Destroy};
  pthread_key_t End = __atomic_load_n(&KeysEnd, __ATOMIC_RELAXED);
  while (End <= *New &&
         !__atomic_compare_exchange_n(&KeysEnd, &End, *New + 1, true,
                                      __ATOMIC_RELEASE, __ATOMIC_RELAXED))
    continue;
  return 0;
}

int destroy(pthread_key_t Old) {
  // Before the C library may give it to another thread.
  if (Old < PTHREAD_KEYS_MAX)
    Keys[Old] = Key();
  return real().pthread_key_delete(Old);
}

/// Calls the destructors of the current thread's values. \returns whether there
/// were any; they may have set new values.
bool callDestructors() {
  bool Called = false;
  for (pthread_key_t I = 0; I < KeysEnd; ++I) {
    if (!Keys[I].Destroy)
      continue;
    void *Value = pthread_getspecific(I);
    if (!Value)
      continue;
    pthread_setspecific(I, nullptr);
    Keys[I].Destroy(Value);
    Called = true;
  }
  return Called;
}

/// What a thread does at its end; the program's code, under control.
void finishKeys() {
  for (int Round = 0; Round < PTHREAD_DESTRUCTOR_ITERATIONS; ++Round)
    if (!callDestructors())
      break;
  // The next thread that borrows the control block begins without values.
  for (pthread_key_t I = 0; I < KeysEnd; ++I)
    if (Keys[I].Exists && pthread_getspecific(I))
      pthread_setspecific(I, nullptr);
}

} // namespace

void lockstep::installKeys() { Control::RunKeyDestructors = finishKeys; }

LOCKSTEP_INTERCEPT int pthread_key_create(pthread_key_t *New,
                                          Destructor Destroy) noexcept {
  return create(New, Destroy);
}

LOCKSTEP_INTERCEPT int pthread_key_delete(pthread_key_t Old) noexcept {
  return destroy(Old);
}

LOCKSTEP_INTERCEPT int tss_create(tss_t *New, tss_dtor_t Destroy) {
  return create(New, Destroy) ? thrd_error : thrd_success;
}

LOCKSTEP_INTERCEPT void tss_delete(tss_t Old) { destroy(Old); }
