//===- DoctorCommand.cpp - lockstep doctor --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Doctor.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;

using Json = nlohmann::ordered_json;

static const char *verdictWord(Health Verdict) {
  switch (Verdict) {
  case Health::Good:
    return "ok";
  case Health::Note:
    return "note";
  case Health::Problem:
    return "problem";
  }
  return "";
}

static void print(const Findings &All) {
  for (const Finding &Each : All) {
    fmt::print("{:<8} {:<22} {}\n", verdictWord(Each.Verdict), Each.Name,
               Each.Text);
    if (!Each.Mend.empty())
      fmt::print("{:<8} {:<22} -> {}\n", "", "", Each.Mend);
  }
}

static void printJson(const Findings &All, bool Healthy) {
  Json Checks = Json::array();
  for (const Finding &Each : All)
    Checks.push_back({{"name", Each.Name},
                      {"status", verdictWord(Each.Verdict)},
                      {"text", Each.Text},
                      {"mend", Each.Mend}});
  Json Document = {{"version", LOCKSTEP_VERSION},
                   {"healthy", Healthy},
                   {"checks", std::move(Checks)}};
  fmt::print("{}\n",
             Document.dump(2, ' ', false, Json::error_handler_t::replace));
}

int cli::doctorMain(const Arguments &Given) {
  CommandParser Parser("doctor",
                       "Looks at the compiler, the kernel and the limits of "
                       "this machine and says what would not work here and "
                       "why. The exit status is 1 when something would not.",
                       "[--json]");
  bool AsJson = false;
  Parser.app().add_flag("--json", AsJson, "the findings as one JSON document");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;

  Findings All;
  examineSystem(All);
  examineRuntime(All);
  examineToolchain(All);
  size_t Problems = 0;
  for (const Finding &Each : All)
    Problems += Each.Verdict == Health::Problem;
  if (AsJson)
    printJson(All, Problems == 0);
  else
    print(All);
  if (!AsJson && Problems == 0)
    fmt::print("\nLockstep works here.\n");
  else if (!AsJson)
    fmt::print("\n{} {} in the way.\n", Problems,
               Problems == 1 ? "problem is" : "problems are");
  return Problems ? 1 : 0;
}
