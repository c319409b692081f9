#!/usr/bin/env python3
# ===- check_exports.py - What the runtime shows to programs ----------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===------------------------------------------------------------------------===#
#
# usage: check_exports.py CHECKOUT LIBRARY
#
# Holds three lists against each other: the definitions marked LOCKSTEP_INTERCEPT
# in the sources, runtime/preload/exports.map, and the dynamic symbols that
# liblockstep_rt.so defines. One name too many would bind the program to the
# runtime's own code; one too few, and calls would pass Lockstep by.
# The library itself needs the C library only: what else it needed, every program
# would have loaded, and every execution would map and clean up.

import pathlib
import re
import subprocess
import sys

Checkout, Library = pathlib.Path(sys.argv[1]), sys.argv[2]


def definitions(Path):
    Text = re.sub(r"//[^\n]*", "", Path.read_text())
    Names = set()
    for Match in re.finditer(r"^LOCKSTEP_INTERCEPT\b([^;{]*?)\(", Text, re.M):
        Names.add(Match.group(1).split()[-1].lstrip("*"))
    # A definition may carry another name: `int ours() asm("theirs");`
    for Ours, Theirs in re.findall(r"(\w+)\([^;{]*\)[^;{]*asm\(\"(\w+)\"\)", Text):
        Names.discard(Ours)
        Names.add(Theirs)
    return Names


def main():
    Sources = set()
    for Folder in ("interceptors", "preload"):
        for Path in (Checkout / "runtime" / Folder).glob("*.cpp"):
            Sources |= definitions(Path)
    Map = (Checkout / "runtime/preload/exports.map").read_text()
    Map = set(re.findall(r"^    (\w+);", Map.split("local:")[0], re.M))
    Output = subprocess.run(
        ["nm", "-D", "--defined-only", Library],
        check=True, capture_output=True, text=True).stdout
    Exported = {Line.split()[-1].split("@")[0] for Line in Output.splitlines()}
    Failed = False
    for Name, Of, Other, Where in (
        ("in the sources", Sources, Map, "exports.map"),
        ("in exports.map", Map, Exported, Library),
        ("exported", Exported, Map, "exports.map"),
    ):
        Missing = sorted(Of - Other)
        if Missing:
            print(f"{Name} but not in {Where}: {' '.join(Missing)}")
            Failed = True
    Output = subprocess.run(
        ["readelf", "-d", Library],
        check=True, capture_output=True, text=True).stdout
    Needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", Output))
    if Surplus := sorted(Needed - {"libc.so.6", "ld-linux-x86-64.so.2"}):
        print(f"{Library} needs {' '.join(Surplus)}")
        Failed = True
    print(f"{len(Sources)} definitions, {len(Map)} in the map, "
          f"{len(Exported)} exported")
    return Failed


sys.exit(main())
