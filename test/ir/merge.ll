; Intent: repeated accesses of a block are announced once. A write covers later
; reads and writes, a read only later reads; a call in between separates them.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

@g = global i64 0
declare void @unknown()

; CHECK-LABEL: define i32 @reads(
; CHECK: i64 72
; CHECK-NOT: i64 72
; CHECK: ret i32
define i32 @reads() {
  %a = load i32, ptr @g
  %b = load i32, ptr @g
  %c = add i32 %a, %b
  ret i32 %c
}

; The read and the write of x++ are two events.
; CHECK-LABEL: define void @increment(
; CHECK: i64 72
; CHECK: i64 80
; CHECK-NOT: i64 {{72|80}}
; CHECK: ret void
define void @increment() {
  %a = load i32, ptr @g
  %b = add i32 %a, 1
  store i32 %b, ptr @g
  %c = load i32, ptr @g
  store i32 %c, ptr @g
  ret void
}

; CHECK-LABEL: define void @separated(
; CHECK: i64 72
; CHECK: call void @unknown()
; CHECK: i64 72
; CHECK: ret void
define void @separated() {
  %a = load i32, ptr @g
  call void @unknown()
  %b = load i32, ptr @g
  ret void
}

; A wider access is not covered by a narrower one.
; CHECK-LABEL: define void @wider(
; CHECK: i64 72
; CHECK: i64 72
; CHECK: ret void
define void @wider() {
  %a = load i32, ptr @g
  %b = load i64, ptr @g
  ret void
}
