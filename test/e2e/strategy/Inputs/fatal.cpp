// A plug-in that does something fatal in one of its functions:
// in=FUNCTION,how=crash|exit|throw|hang.
#include <lockstep/strategy.h>

#include <cstdlib>
#include <string>
#include <unistd.h>

static std::string In, How;

static void here(const char *Function) {
  if (In != Function)
    return;
  if (How == "crash")
    *(volatile int *)nullptr = 1;
  if (How == "exit")
    exit(0);
  if (How == "throw")
    throw 1;
  if (How == "hang")
    for (;;)
      getppid();
}

static void *create(const lockstep_host *, const lockstep_parameter *Given,
                    size_t Count, char *, size_t) {
  for (size_t I = 0; I < Count; ++I)
    (Given[I].key == std::string("in") ? In : How) = Given[I].value;
  here("create");
  return &In;
}

extern "C" const lockstep_strategy *lockstep_strategy_plugin() {
  static lockstep_strategy Table = {};
  Table.abi = LOCKSTEP_STRATEGY_ABI;
  Table.size = sizeof Table;
  Table.create = create;
  Table.begin = [](void *, const lockstep_execution *) { here("begin"); };
  Table.pick = [](void *, const lockstep_view *View) {
    here("pick");
    return View->enabled[0];
  };
  Table.executed = [](void *, uint32_t, const lockstep_operation *,
                      const lockstep_view *) { here("executed"); };
  Table.learn = [](void *, const lockstep_observation *) { here("learn"); };
  return &Table;
}
