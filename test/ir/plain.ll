; Intent: accesses that may be shared are announced once; what no other thread
; can reach, or what never changes, is not.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

@g = global i32 0
@h = global [4 x i32] zeroinitializer
@constant = constant i32 7
@tls = internal thread_local global i32 0
@escaped_tls = internal thread_local global i32 0
@keep = global ptr null
@__profc_f = private global i64 0, section "__llvm_prf_cnts"

declare void @use(ptr)
declare void @unknown()
declare ptr @__errno_location()

; CHECK-LABEL: define i32 @shared(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 72
; CHECK: call void %{{.*}}(ptr %p, ptr @lockstep.site
; CHECK-NEXT: load i32, ptr %p
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 80
; CHECK: call void %{{.*}}(ptr @g, ptr @lockstep.site
; CHECK-NEXT: store i32 %v, ptr @g
define i32 @shared(ptr %p) {
  %v = load i32, ptr %p
  store i32 %v, ptr @g
  ret i32 %v
}

; CHECK-LABEL: define i32 @private(
; CHECK-NOT: lockstep
; CHECK: ret i32
define i32 @private(i32 %x) {
  %a = alloca i32
  store i32 %x, ptr %a
  store volatile i32 %x, ptr %a
  %old = atomicrmw add ptr %a, i32 1 seq_cst
  %v = load i32, ptr %a
  ret i32 %v
}

; CHECK-LABEL: define i32 @never_changes(
; CHECK-NOT: lockstep
; CHECK: ret i32
define i32 @never_changes(ptr %p) {
  %a = load i32, ptr @constant
  %b = load i32, ptr %p, !invariant.load !0
  %c = add i32 %a, %b
  ret i32 %c
}

; CHECK-LABEL: define void @own_thread(
; CHECK-NOT: lockstep
; CHECK: ret void
define void @own_thread() {
  store i32 1, ptr @tls
  %e = call ptr @__errno_location()
  store i32 0, ptr %e
  ret void
}

; CHECK-LABEL: define void @escaped(
; CHECK: lockstep.hooks
define void @escaped() {
  store ptr @escaped_tls, ptr @keep
  store i32 1, ptr @escaped_tls
  ret void
}

; CHECK-LABEL: define void @captured(
; CHECK: lockstep.hooks
; CHECK: call void @use(ptr %a)
; CHECK: i64 80
; CHECK: store i32 2, ptr %a
define void @captured() {
  %a = alloca i32
  call void @use(ptr %a)
  store i32 2, ptr %a
  ret void
}

; CHECK-LABEL: define void @made_by_tools(
; CHECK-NOT: lockstep
; CHECK: ret void
define void @made_by_tools(ptr %p) {
  %v = load i32, ptr %p, !nosanitize !0
  %c = load i64, ptr @__profc_f
  ret void
}

; A slot of a virtual table is constant; the pointer to the table is not.
; CHECK-LABEL: define ptr @virtual(
; CHECK: i64 72
; CHECK: load ptr, ptr %object
; CHECK-NOT: i64 72
; CHECK: ret ptr
define ptr @virtual(ptr %object) {
  %table = load ptr, ptr %object, !tbaa !1
  %slot = getelementptr inbounds ptr, ptr %table, i64 2
  %f = load ptr, ptr %slot
  ret ptr %f
}

; CHECK-LABEL: define i32 @segment(
; CHECK-NOT: lockstep
; CHECK: ret i32
define i32 @segment(ptr addrspace(257) %p) {
  %v = load i32, ptr addrspace(257) %p
  ret i32 %v
}

!0 = !{}
!1 = !{!2, !2, i64 0}
!2 = !{!"vtable pointer", !3}
!3 = !{!"Simple C++ TBAA"}
