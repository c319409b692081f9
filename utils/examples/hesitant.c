/*===- hesitant.c - An example of a strategy of one's own ---------*- C -*-===*\
|*
|* Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
|*===----------------------------------------------------------------------===*|
|*
|* A random walk in which threads hesitate: one that is about to write where
|* threads conflicted in earlier executions is let wait, with a probability in
|* percent, while others can go on. What is written too late, or over what
|* others wrote in between, shows soon.
|*
|*   cc -shared -fPIC -O2 hesitant.c -o libhesitant.so
|*   LOCKSTEP_STRATEGY=./libhesitant.so:percent=75 ./program
|*
\*===----------------------------------------------------------------------===*/

#include <lockstep/strategy.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* There is one strategy in a process. What executions note down is theirs: each
   runs in a copy of the process. */
static struct {
  const lockstep_host *host;
  uint32_t percent;
  lockstep_random *generator;
  uint32_t *conflicting; /* sites, ascending */
  size_t count, space;
} self;

static void *create(const lockstep_host *host,
                    const lockstep_parameter *parameters, size_t count,
                    char *error, size_t error_size) {
  self.host = host;
  self.percent = 75;
  for (size_t i = 0; i < count; ++i) {
    char *end;
    unsigned long value = strtoul(parameters[i].value, &end, 10);
    if (strcmp(parameters[i].key, "percent")) {
      snprintf(error, error_size, "it has no parameter '%s', only percent",
               parameters[i].key);
      return NULL;
    }
    if (*end || end == parameters[i].value || value > 100) {
      snprintf(error, error_size, "percent is a number from 0 to 100, not '%s'",
               parameters[i].value);
      return NULL;
    }
    self.percent = (uint32_t)value;
  }
  return &self;
}

static void begin(void *unused, const lockstep_execution *start) {
  (void)unused;
  self.generator = start->generator;
}

static int compare(const void *a, const void *b) {
  uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
  return (left > right) - (left < right);
}

static int hesitates(const lockstep_view *view, uint32_t thread) {
  lockstep_operation op;
  return self.host->pending(view, thread, &op) &&
         op.access == lockstep_access_write &&
         bsearch(&op.site, self.conflicting, self.count, sizeof op.site,
                 compare) &&
         self.host->below(self.generator, 100) < self.percent;
}

static uint32_t pick(void *unused, const lockstep_view *view) {
  (void)unused;
  /* Each thread that can go on is tried, in random order: the last one goes on
     in any case. */
  uint32_t first = self.host->below(self.generator, view->enabled_count);
  uint32_t thread = view->enabled[first];
  for (uint32_t i = 0; i < view->enabled_count; ++i) {
    thread = view->enabled[(first + i) % view->enabled_count];
    if (!hesitates(view, thread))
      break;
  }
  return thread;
}

static void learn(void *unused, const lockstep_observation *seen) {
  (void)unused;
  for (size_t i = 0; i < seen->conflicting_count; ++i) {
    const uint32_t *site = &seen->conflicting[i];
    if (bsearch(site, self.conflicting, self.count, sizeof *site, compare))
      continue;
    if (self.count == self.space) {
      self.space = self.space ? 2 * self.space : 64;
      self.conflicting =
          realloc(self.conflicting, self.space * sizeof *self.conflicting);
      if (!self.conflicting)
        abort();
    }
    self.conflicting[self.count++] = *site;
    qsort(self.conflicting, self.count, sizeof *site, compare);
  }
}

const lockstep_strategy *lockstep_strategy_plugin(void) {
  static const lockstep_strategy table = {
      .abi = LOCKSTEP_STRATEGY_ABI,
      .size = sizeof table,
      .create = create,
      .begin = begin,
      .pick = pick,
      .learn = learn,
  };
  return &table;
}
