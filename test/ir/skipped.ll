; Intent: functions that must be left alone are, and nothing is instrumented
; twice.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s
; RUN: %opt -passes=lockstep -S < %s > %t.once.ll
; RUN: %opt -passes=lockstep,lockstep,verify -S < %s > %t.twice.ll
; RUN: diff %t.once.ll %t.twice.ll
; RUN: %opt -passes=lockstep,verify -S < %t.once.ll > %t.again.ll
; RUN: %opt -passes=verify -S < %t.once.ll > %t.same.ll
; RUN: diff %t.same.ll %t.again.ll

@g = global i32 0
@text = private unnamed_addr constant [16 x i8] c"lockstep.ignore\00", section "llvm.metadata"
@file = private unnamed_addr constant [4 x i8] c"a.c\00", section "llvm.metadata"
@llvm.global.annotations = appending global [1 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } { ptr @annotated, ptr @text, ptr @file, i32 1, ptr null }], section "llvm.metadata"

; CHECK-LABEL: define void @annotated(
; CHECK-NEXT: store i32
define void @annotated() {
  store i32 1, ptr @g
  ret void
}

; CHECK-LABEL: define void @attribute(
; CHECK-NEXT: store i32
define void @attribute() disable_sanitizer_instrumentation {
  store i32 1, ptr @g
  ret void
}

; CHECK-LABEL: define void @naked(
; CHECK-NEXT: call void asm
define void @naked() naked {
  call void asm sideeffect "lock; incl g(%rip); ret", "~{memory}"()
  unreachable
}

; CHECK-LABEL: define available_externally void @elsewhere(
; CHECK-NEXT: store i32
define available_externally void @elsewhere() {
  store i32 1, ptr @g
  ret void
}

; CHECK-LABEL: define internal void @asan.module_ctor(
; CHECK-NEXT: store i32
define internal void @asan.module_ctor() {
  store i32 1, ptr @g
  ret void
}

; CHECK-LABEL: define void @ordinary(
; CHECK: lockstep.hooks
define void @ordinary() {
  store i32 1, ptr @g
  ret void
}
