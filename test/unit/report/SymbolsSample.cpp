//===- SymbolsSample.cpp - A module with debug information
//-----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

extern "C" {
int SampleCounter[4] = {1, 2, 3, 4};

__attribute__((noinline)) int sampleFunction(int Value) {
  return Value * SampleCounter[Value & 3]; // sample line
}
}
