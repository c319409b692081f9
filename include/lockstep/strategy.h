/*===- strategy.h - Strategies that users write -------------------*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* A strategy chooses the schedules of executions. One that is not built in is a
|* shared library with the function lockstep_strategy_plugin(), and is selected
|* by its file, with parameters that it reads itself:
|*
|*   LOCKSTEP_STRATEGY=./libmine.so:key=value ./program
|*
|* The library is loaded once, in a namespace of its own: it has a C library of
|* its own, sees no symbol of the program, and its memory is not the program's.
|* Every execution runs in a fork of the process that loaded it, so what it
|* notes down during one is gone after it; what is to last, it learns (learn()).
|* It is called by one thread at a time, but not always by the same one: it must
|* use no thread-local variable, start no thread, and make no system call that
|* can wait. The same calls must give the same answers: randomness comes from
|* lockstep_host.random alone.
|*
|* docs/strategy-plugins.md tells more and has an example.
|*
\*===----------------------------------------------------------------------===*/

#ifndef LOCKSTEP_STRATEGY_H
#define LOCKSTEP_STRATEGY_H

#include "lockstep/site.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this interface. Grows when a plug-in must be built again. */
#define LOCKSTEP_STRATEGY_ABI 1u

/** An object or site that there is not. */
#define LOCKSTEP_NO_ID 0xffffffffu
/** The deadline of an operation that waits as long as it takes. */
#define LOCKSTEP_NO_DEADLINE UINT64_MAX

/** What an operation does to its object. */
enum lockstep_access {
  lockstep_access_none = 0, /**< touches none: commutes with everything */
  lockstep_access_read = 1, /**< two of them on one object commute */
  lockstep_access_write = 2
};

/** What a thread is about to do, or did. */
typedef struct lockstep_operation {
  uint8_t kind;   /**< enum lockstep_op */
  uint8_t access; /**< enum lockstep_access */
  uint8_t order;  /**< enum lockstep_order */
  uint8_t rmw;    /**< enum lockstep_rmw, of an AtomicRmw */
  uint8_t flags;  /**< enum lockstep_site_flags */
  uint8_t reserved[3];
  uint32_t size;     /**< bytes at the address, or sent */
  uint32_t site;     /**< the place in the code; the same in all executions */
  uint32_t object;   /**< what it acts on, by first use in this execution */
  uint32_t second;   /**< the mutex of a wait on a condition variable */
  uint64_t address;  /**< where the object is; 0: nowhere */
  uint64_t argument; /**< what will be written or sent, if known beforehand */
  uint64_t deadline; /**< virtual nanoseconds at which it gives up waiting */
} lockstep_operation;

/** The state of the execution. Valid during the call. */
typedef struct lockstep_view {
  const uint32_t *enabled; /**< the threads that can go on: ascending, never
                                empty; the main thread is 0, the others count
                                up by birth */
  uint32_t enabled_count;
  uint32_t thread_count; /**< born so far, finished ones included */
  uint32_t current;      /**< who performed the last event */
  uint32_t reserved;
  uint64_t step;     /**< the number of this decision, from 0 */
  const void *state; /**< for the functions of lockstep_host */
} lockstep_view;

typedef struct lockstep_random lockstep_random;

/** What Lockstep offers to a plug-in. Lives as long as the process. */
typedef struct lockstep_host {
  uint32_t abi;  /**< LOCKSTEP_STRATEGY_ABI of the runtime */
  uint32_t size; /**< bytes of this structure */
  /** Stores what THREAD is about to do. Returns 0 when it has finished. */
  int (*pending)(const lockstep_view *view, uint32_t thread,
                 lockstep_operation *into);
  /** Whether the order of two operations of different threads may matter: they
      touch the same object, or bytes that overlap, and one of them writes. */
  int (*dependent)(const lockstep_operation *a, const lockstep_operation *b);
  /** The name of a thread that is the same in every execution. */
  uint64_t (*thread_key)(const lockstep_view *view, uint32_t thread);
  /** The record of a site (lockstep_site_string() reads its file, function and
      variable); NULL for a place in code that is not instrumented. */
  const lockstep_site *(*site)(uint32_t site);
  /** 64 bits of the execution's generator. */
  uint64_t (*random)(lockstep_random *generator);
  /** A number from 0 to BOUND - 1, each equally probable; BOUND is not 0. */
  uint32_t (*below)(lockstep_random *generator, uint32_t bound);
} lockstep_host;

/** What an execution begins with. The generator is the execution's own: seeded
    with its seed, and valid until the next begin(). */
typedef struct lockstep_execution {
  uint64_t seed;
  uint64_t iteration; /**< from 0 */
  lockstep_random *generator;
  /** What the campaign has seen before: how many executions, and the most
      decisions, decisions with several enabled threads, and threads of one. */
  uint64_t executions;
  uint64_t max_steps;
  uint64_t max_choices;
  uint32_t max_threads;
  uint32_t reserved;
} lockstep_execution;

/** A thread of an execution. Keys are those of lockstep_host.thread_key(). */
typedef struct lockstep_thread_use {
  uint64_t key;
  uint64_t parent; /**< the parent's key; 0 for the main thread */
  uint64_t events;
} lockstep_thread_use;

/** How often a thread acted on an object that several threads share. */
typedef struct lockstep_object_use {
  uint64_t address;
  uint64_t thread; /**< key */
  uint64_t events;
} lockstep_object_use;

/** "What is read at one site was written at the other"; LOCKSTEP_NO_ID: it is
    the initial value. */
typedef struct lockstep_site_pair {
  uint32_t read;
  uint32_t write;
} lockstep_site_pair;

/** A choice on the way through an execution. */
typedef struct lockstep_path_step {
  uint64_t state;  /**< hash of the reads-from pairs so far */
  uint64_t thread; /**< key of the thread that was chosen */
} lockstep_path_step;

/** What an execution has shown. Valid during the call. */
typedef struct lockstep_observation {
  uint64_t iteration;
  uint64_t seed;
  uint64_t steps;       /**< decisions */
  uint64_t choices;     /**< decisions with several enabled threads */
  uint64_t fingerprint; /**< of the partial order of its events */
  uint64_t known;       /**< executions that were learnt from when it began */
  uint32_t failed;      /**< 1 when it ended with a finding */
  uint32_t reserved;
  const lockstep_thread_use *threads;
  size_t thread_count;
  const lockstep_object_use *uses;
  size_t use_count;
  const lockstep_site_pair *reads_from; /**< those that happened */
  size_t reads_from_count;
  const lockstep_site_pair *possible; /**< those that might in some schedule */
  size_t possible_count;
  const uint32_t *reached; /**< sites */
  size_t reached_count;
  const uint32_t *conflicting; /**< sites whose object several threads touched
                                    and one changed */
  size_t conflicting_count;
  const lockstep_path_step *path; /**< only if lockstep_strategy.wants_path */
  size_t path_count;
} lockstep_observation;

/** Why a value is to be chosen. Of the first, all values are alike; of the
    others, 0 says that the rare thing happens. More may come. */
enum lockstep_value_reason {
  lockstep_value_wake_order = 0,         /**< which of several waiters wakes */
  lockstep_value_spurious_wake = 1,      /**< a wait ends by itself */
  lockstep_value_weak_failure = 2,       /**< a weak compare-exchange fails */
  lockstep_value_trylock_failure = 3,    /**< an attempt to lock fails */
  lockstep_value_early_timeout = 4,      /**< time runs out early */
  lockstep_value_allocation_failure = 5, /**< an allocation fails */
  lockstep_value_thread_failure = 6,     /**< creating a thread fails */
  lockstep_value_short_transfer = 7, /**< less is read or written than asked */
  lockstep_value_interrupt = 8       /**< a signal interrupts a call */
};

/** KEY=VALUE behind the name of the file. */
typedef struct lockstep_parameter {
  const char *key;
  const char *value;
} lockstep_parameter;

/** A strategy. Functions that may be NULL say so. */
typedef struct lockstep_strategy {
  uint32_t abi;  /**< LOCKSTEP_STRATEGY_ABI */
  uint32_t size; /**< sizeof(lockstep_strategy) */
  /** Makes one. Returns NULL when it cannot, for instance because it does not
      know a parameter; then ERROR holds the reason, which users read. */
  void *(*create)(const lockstep_host *host,
                  const lockstep_parameter *parameters, size_t count,
                  char *error, size_t error_size);
  /** Before the first decision of an execution. The main thread exists. What it
      does depends on START and on what was learnt alone. */
  void (*begin)(void *self, const lockstep_execution *start);
  /** One of view->enabled. Called at every decision. */
  uint32_t (*pick)(void *self, const lockstep_view *view);
  /** CHILD was born. May be NULL. */
  void (*thread_created)(void *self, uint32_t child, uint32_t parent);
  /** THREAD performed an operation; VIEW is the state before. May be NULL. */
  void (*executed)(void *self, uint32_t thread,
                   const lockstep_operation *performed,
                   const lockstep_view *view);
  /** THREAD yielded, or was found to spin: let others go on. May be NULL. */
  void (*gave_way)(void *self, uint32_t thread);
  /** A number from 0 to BOUND - 1, for enum lockstep_value_reason. May be NULL:
      each with the same probability. */
  uint32_t (*choose_value)(void *self, uint32_t thread, uint32_t reason,
                           uint32_t bound);
  /** What an execution has shown: each once, in the order of iterations, in the
      process that executions are forked from. May be NULL. */
  void (*learn)(void *self, const lockstep_observation *seen);
  uint32_t wants_path; /**< 1: learn() needs lockstep_observation.path */
  uint32_t reserved;
} lockstep_strategy;

/** What a plug-in defines. */
__attribute__((visibility("default"))) const lockstep_strategy *
lockstep_strategy_plugin(void);

#ifdef __cplusplus
}
#endif

#endif
