; Intent: a function that cannot be duplicated is guarded at each place.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

@g = global i32 0
@targets = internal constant [2 x ptr] [ptr blockaddress(@jump, %one), ptr blockaddress(@jump, %two)]
declare void @once() noduplicate

; CHECK-LABEL: define i32 @jump(
; CHECK: %lockstep.hooks = load ptr
; CHECK: indirectbr
; CHECK: one:
; CHECK: br i1 %{{.*}}, label %[[HOOK:.*]], label %[[NATIVE:[0-9a-z.]*]]
; CHECK: [[HOOK]]:
; CHECK: i64 16
; CHECK: [[NATIVE]]:
; CHECK: atomicrmw add ptr @g, i32 1
; CHECK: phi i32
; CHECK-NOT: atomicrmw
; CHECK: ret i32 0
define i32 @jump(ptr %where) {
entry:
  indirectbr ptr %where, [label %one, label %two]
one:
  %r = atomicrmw add ptr @g, i32 1 seq_cst
  ret i32 %r
two:
  store i32 1, ptr @g
  ret i32 0
}

; CHECK-LABEL: define void @no_duplicate(
; CHECK: call void @once()
; CHECK-NOT: call void @once()
; CHECK: ret void
define void @no_duplicate() {
  call void @once()
  store i32 1, ptr @g
  ret void
}
