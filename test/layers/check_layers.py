#!/usr/bin/env python3
# ===- check_layers.py - Is the checkout what layers.txt says? --------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
"""Checks a checkout against its utils/dev/layers.txt.

Usage: check_layers.py CHECKOUT. Prints one line for each violation, with the
file, the line and the rule; exits with 1 when there was one.
"""

import fnmatch
import os
import re
import statistics
import sys

SOURCE_ENDINGS = (".h", ".def", ".c", ".cc", ".cpp", ".S")
SOURCE_FOLDERS = ("include", "pass", "runtime", "utils", "test")
RULES_FILE = "utils/dev/layers.txt"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


class Layer:
    def __init__(self, folder, flags):
        self.folder = folder
        self.pure = "pure" in flags
        self.leaf = "leaf" in flags


class Rules:
    """layers.txt, parsed."""

    def __init__(self, text):
        self.layers = []
        self.words = []
        self.allowed = {}
        self.lists = {name: [] for name in ("root", "impure", "top", "ignored", "long")}
        self.numbers = {}
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            kind, _, rest = line.partition(" ")
            rest = rest.strip()
            if kind == "layer":
                folder, *flags = rest.split()
                self.layers.append(Layer(folder, flags))
            elif kind == "allow":
                file, *headers = rest.split()
                self.allowed.setdefault(file, set()).update(headers)
            elif kind == "word":
                self.words.append(re.compile(rest))
            elif kind in ("length", "median"):
                self.numbers[kind] = int(rest)
            elif kind in self.lists:
                self.lists[kind].append(rest)
            else:
                raise ValueError(f"{RULES_FILE}: unknown rule '{kind}'")

    def layer_of(self, path):
        """The index of the innermost layer that holds path, or None."""
        best = None
        for index, layer in enumerate(self.layers):
            if path.startswith(layer.folder + "/"):
                if best is None or len(layer.folder) > len(self.layers[best].folder):
                    best = index
        return best


class Checker:
    def __init__(self, checkout):
        self.checkout = checkout
        with open(os.path.join(checkout, RULES_FILE), encoding="utf-8") as file:
            self.rules = Rules(file.read())
        self.violations = []

    def report(self, path, line, message):
        self.violations.append(f"{path}:{line}: {message}")

    def files(self):
        """All files of ours, relative to the checkout, sorted."""
        for base, folders, names in os.walk(self.checkout):
            relative = os.path.relpath(base, self.checkout)
            relative = "" if relative == "." else relative + "/"
            folders[:] = sorted(
                folder
                for folder in folders
                if folder != ".git" and folder != "__pycache__" and not self.ignored(folder)
            )
            for name in sorted(names):
                if not self.ignored(name):
                    yield relative + name

    def ignored(self, name):
        return any(fnmatch.fnmatch(name, p) for p in self.rules.lists["ignored"])

    def run(self):
        self.check_top_level()
        self.check_runtime_folders()
        lengths = {}
        for path in self.files():
            try:
                with open(os.path.join(self.checkout, path), encoding="utf-8") as file:
                    text = file.read()
            except UnicodeDecodeError:
                continue  # a binary test input
            self.check_words(path, text)
            if path.endswith(SOURCE_ENDINGS) and path.startswith(SOURCE_FOLDERS):
                lengths[path] = text.count("\n")
                if not path.startswith("test/"):
                    self.check_includes(path, text)
        self.check_lengths(lengths)
        return self.violations

    def check_top_level(self):
        for name in sorted(os.listdir(self.checkout)):
            if name not in self.rules.lists["top"] and not self.ignored(name):
                self.report(name, 1, "does not belong at the top level")

    def check_runtime_folders(self):
        known = {layer.folder for layer in self.rules.layers}
        runtime = os.path.join(self.checkout, "runtime")
        if not os.path.isdir(runtime):
            return
        for name in sorted(os.listdir(runtime)):
            folder = "runtime/" + name
            if os.path.isdir(os.path.join(runtime, name)) and folder not in known:
                self.report(folder, 1, f"has no line in {RULES_FILE}")

    def resolve(self, path, name):
        """The file of ours that an include names, or None: a system header."""
        candidates = [os.path.join(os.path.dirname(path), name)]
        candidates += [root + "/" + name for root in self.rules.lists["root"]]
        for candidate in candidates:
            candidate = os.path.normpath(candidate)
            if os.path.isfile(os.path.join(self.checkout, candidate)):
                return candidate
        return None

    def check_includes(self, path, text):
        rules = self.rules
        mine = rules.layer_of(path)
        if mine is None:
            return
        for match in INCLUDE.finditer(text):
            quoted, name = match.group(1) == '"', match.group(2)
            line = text.count("\n", 0, match.start()) + 1
            target = self.resolve(path, name) if quoted else None
            if target is None:
                self.check_system_header(path, line, name, rules.layers[mine])
                continue
            theirs = rules.layer_of(target)
            if theirs is None:
                self.report(path, line, f"includes {target}, which is in no layer")
            elif theirs != mine and rules.layers[theirs].leaf:
                folder = rules.layers[theirs].folder
                self.report(path, line, f"includes {target}: nobody may use {folder}")
            elif theirs > mine:
                self.report(
                    path,
                    line,
                    f"includes {target}: {rules.layers[mine].folder} is below "
                    f"{rules.layers[theirs].folder}",
                )

    def check_system_header(self, path, line, name, layer):
        if not layer.pure or name in self.rules.allowed.get(path, ()):
            return
        if any(fnmatch.fnmatch(name, p) for p in self.rules.lists["impure"]):
            self.report(path, line, f"includes <{name}>, but {layer.folder} is pure")

    def check_lengths(self, lengths):
        limit = self.rules.numbers["length"]
        for path, length in lengths.items():
            if length > limit and path not in self.rules.lists["long"]:
                self.report(path, length, f"has {length} lines, more than {limit}")
        if lengths:
            middle = int(statistics.median_low(lengths.values()))
            if middle > self.rules.numbers["median"]:
                allowed = self.rules.numbers["median"]
                self.report(".", 1, f"half of the files exceed {middle} lines, not {allowed}")

    def check_words(self, path, text):
        if path == RULES_FILE:
            return
        for word in self.rules.words:
            for match in word.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                self.report(path, line, f"contains '{match.group(0)}'")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_layers.py CHECKOUT")
    violations = Checker(sys.argv[1]).run()
    for violation in violations:
        print(violation)
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
