#!/usr/bin/env python3
# ===- check_layers_test.py - Does the layer check see what it should? ------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
"""Builds small checkouts with one fault each and looks at what is reported."""

import os
import tempfile
import unittest

from check_layers import Checker

RULES = """
layer include/lockstep pure
layer pass leaf
layer runtime/base pure
layer runtime/platform
root include
root runtime
impure unistd.h
impure sys/*
allow runtime/base/Check.cpp unistd.h
top include
top runtime
top pass
top utils
ignored build*
length 5
median 4
word \\bFORBIDDEN\\b
"""


class CheckLayersTest(unittest.TestCase):
    def check(self, files):
        """What is reported for a checkout made of `files` (path: text)."""
        with tempfile.TemporaryDirectory() as checkout:
            files = {"utils/dev/layers.txt": RULES, **files}
            for path, text in files.items():
                full = os.path.join(checkout, path)
                os.makedirs(os.path.dirname(full) or ".", exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
            return Checker(checkout).run()

    def test_clean(self):
        self.assertEqual(
            [],
            self.check(
                {
                    "include/lockstep/a.h": "",
                    "runtime/base/B.h": '#include "lockstep/a.h"\n#include <vector>\n',
                    "runtime/platform/P.cpp": '#include "base/B.h"\n#include <unistd.h>\n',
                    "pass/Q.h": '#include "lockstep/a.h"\n',
                    "pass/Q.cpp": '#include "Q.h"\n#include "llvm/IR/Module.h"\n',
                    "build-x/junk.cpp": "FORBIDDEN\n" * 9,
                }
            ),
        )

    def test_upward_include(self):
        reports = self.check(
            {"runtime/platform/P.h": "", "runtime/base/B.h": '\n#include "platform/P.h"\n'}
        )
        self.assertEqual(
            reports,
            [
                "runtime/base/B.h:2: includes runtime/platform/P.h: "
                "runtime/base is below runtime/platform"
            ],
        )

    def test_upward_include_by_relative_path(self):
        reports = self.check(
            {"runtime/platform/P.h": "", "runtime/base/B.h": '#include "../platform/P.h"\n'}
        )
        self.assertEqual(len(reports), 1)

    def test_leaf(self):
        reports = self.check({"pass/Q.h": "", "runtime/base/B.h": '#include "../../pass/Q.h"\n'})
        self.assertEqual(
            reports, ["runtime/base/B.h:1: includes pass/Q.h: nobody may use pass"]
        )

    def test_impure_header(self):
        reports = self.check({"runtime/base/B.h": "#include <sys/stat.h>\n"})
        self.assertEqual(
            reports, ["runtime/base/B.h:1: includes <sys/stat.h>, but runtime/base is pure"]
        )

    def test_allowed_header(self):
        self.assertEqual([], self.check({"runtime/base/Check.cpp": "#include <unistd.h>\n"}))

    def test_unknown_folder(self):
        reports = self.check({"runtime/extra/E.h": ""})
        self.assertEqual(
            reports, ["runtime/extra:1: has no line in utils/dev/layers.txt"]
        )

    def test_top_level(self):
        self.assertEqual(
            ["junk:1: does not belong at the top level"], self.check({"junk": ""})
        )

    def test_length_and_median(self):
        reports = self.check({"runtime/base/B.h": "\n" * 6})
        self.assertEqual(
            reports,
            [
                "runtime/base/B.h:6: has 6 lines, more than 5",
                ".:1: half of the files exceed 6 lines, not 4",
            ],
        )

    def test_word(self):
        reports = self.check({"runtime/base/B.h": "a\nFORBIDDEN\n"})
        self.assertEqual(reports, ["runtime/base/B.h:2: contains 'FORBIDDEN'"])

    def test_unknown_rule(self):
        with self.assertRaisesRegex(ValueError, "unknown rule 'lair'"):
            self.check({"utils/dev/layers.txt": RULES + "lair x\n"})


if __name__ == "__main__":
    unittest.main()
