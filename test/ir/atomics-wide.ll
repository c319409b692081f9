; Intent: 16-byte atomics and calls into libatomic are performed by the wide
; hooks; types that no hook knows are announced and kept.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

@w = global i128 0, align 16
@s = global [24 x i8] zeroinitializer
@h = global half 0.0

declare void @__atomic_load(i64, ptr, ptr, i32)
declare zeroext i1 @__atomic_compare_exchange(i64, ptr, ptr, ptr, i32, i32)
declare i32 @__atomic_fetch_add_4(ptr, i32, i32)

; CHECK-LABEL: define i128 @load128(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 32
; CHECK: call void %{{.*}}(ptr @w, ptr %[[SPACE:.*]], ptr @lockstep.site
; CHECK: load i128, ptr %[[SPACE]]
define i128 @load128() {
  %v = load atomic i128, ptr @w seq_cst, align 16
  ret i128 %v
}

; CHECK-LABEL: define { i128, i1 } @cas128(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 56
; CHECK: %[[DONE:.*]] = call i8 %{{.*}}(ptr @w, ptr %{{.*}}, ptr %{{.*}}, ptr @lockstep.site
; CHECK: icmp ne i8 %[[DONE]], 0
define { i128, i1 } @cas128(i128 %a, i128 %b) {
  %r = cmpxchg ptr @w, i128 %a, i128 %b seq_cst seq_cst
  ret { i128, i1 } %r
}

; CHECK-LABEL: define void @generic_load(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 32
; CHECK: call void %{{.*}}(ptr @s, ptr %to, ptr @lockstep.site
; CHECK: ret void
; CHECK: call void @__atomic_load(i64 24, ptr @s, ptr %to, i32 2)
define void @generic_load(ptr %to) {
  call void @__atomic_load(i64 24, ptr @s, ptr %to, i32 2)
  ret void
}

; CHECK-LABEL: define i1 @generic_cas(
; CHECK: %[[DONE:.*]] = call i8 %{{.*}}(ptr @s, ptr %e, ptr %d, ptr @lockstep.site
; CHECK: trunc i8 %[[DONE]] to i1
define i1 @generic_cas(ptr %e, ptr %d) {
  %r = call zeroext i1 @__atomic_compare_exchange(i64 24, ptr @s, ptr %e, ptr %d, i32 5, i32 0)
  ret i1 %r
}

; CHECK-LABEL: define i32 @sized_add(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 48
define i32 @sized_add() {
  %r = call i32 @__atomic_fetch_add_4(ptr @s, i32 1, i32 5)
  ret i32 %r
}

; A size that is known at run time only: announced, then called.
; CHECK-LABEL: define void @unknown_size(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 96
; CHECK: call void %{{.*}}(ptr @s, ptr @lockstep.site
; CHECK-NEXT: call void @__atomic_load(i64 %n, ptr @s, ptr %to, i32 2)
define void @unknown_size(i64 %n, ptr %to) {
  call void @__atomic_load(i64 %n, ptr @s, ptr %to, i32 2)
  ret void
}

; CHECK-LABEL: define half @half_add(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 96
; CHECK: atomicrmw fadd ptr @h, half %x
define half @half_add(half %x) {
  %old = atomicrmw fadd ptr @h, half %x seq_cst
  ret half %old
}
