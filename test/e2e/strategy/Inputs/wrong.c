// A plug-in whose pick() answers the same thread every time, from a given
// iteration on.
#include <lockstep/strategy.h>

#include <stdlib.h>
#include <string.h>

#ifndef ABI
#define ABI LOCKSTEP_STRATEGY_ABI
#endif

static unsigned Answer, After, Iteration;

static void *create(const lockstep_host *Host, const lockstep_parameter *Given,
                    size_t Count, char *Error, size_t Size) {
  for (size_t I = 0; I < Count; ++I)
    *(strcmp(Given[I].key, "after") ? &Answer : &After) =
        (unsigned)atoi(Given[I].value);
  return &Answer;
}

static void begin(void *Self, const lockstep_execution *Start) {
  Iteration = (unsigned)Start->iteration;
}

static uint32_t pick(void *Self, const lockstep_view *View) {
#ifdef PLAIN
  return View->enabled[View->enabled_count - 1];
#endif
  return Iteration < After ? View->enabled[0] : Answer;
}

#ifndef NO_ENTRY
const lockstep_strategy *lockstep_strategy_plugin(void) {
  static const lockstep_strategy Table = {.abi = ABI,
                                          .size = sizeof Table,
                                          .create = create,
                                          .begin = begin,
                                          .pick = pick};
  return &Table;
}
#endif
