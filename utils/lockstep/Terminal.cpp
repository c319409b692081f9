//===- Terminal.cpp - How output is laid out ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Terminal.h"

#include "report/ReportStyle.h"

#include <algorithm>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

void TableOptions::addTo(CommandParser &Parser) {
  Parser.app()
      .add_option("--width", Given,
                  "columns of the output (default: the terminal's, else 120)")
      ->type_name("N")
      ->check(CLI::Range(60u, 1000u));
  Parser.app()
      .add_option("--color", Color, "auto, always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

unsigned TableOptions::width() const {
  constexpr unsigned Narrowest = 60;
  if (Given)
    return Given;
  struct winsize Size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) != 0 || !Size.ws_col)
    return ReportStyle().Width;
  return std::max<unsigned>(Size.ws_col, Narrowest);
}

bool TableOptions::useColor() const {
  if (Color != "auto")
    return Color == "always";
  const char *NoColor = getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && !(NoColor && *NoColor);
}
