; Intent: memory intrinsics announce each range they touch, masked and gathered
; vectors the lanes they touch; volatile accesses are scheduling points.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @callee(ptr byval({ i64, i64 }))
%pair = type { i64, i64 }

; CHECK-LABEL: define void @copy(
; CHECK: i64 88
; CHECK: call void %{{.*}}(ptr %from, i64 %n, ptr @lockstep.site
; CHECK: i64 88
; CHECK: call void %{{.*}}(ptr %to, i64 %n, ptr @lockstep.site
; CHECK: call void @llvm.memcpy
define void @copy(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void
}

; CHECK-LABEL: define void @local_copy(
; CHECK: call void %{{.*}}(ptr %from, i64 8, ptr @lockstep.site
; CHECK-NOT: i64 88
; CHECK: call void @llvm.memcpy
define void @local_copy(ptr %from) {
  %a = alloca i64
  call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %from, i64 8, i1 false)
  ret void
}

; CHECK-LABEL: define void @set(
; CHECK: call void %{{.*}}(ptr %to, i64 16, ptr @lockstep.site
; CHECK: call void @llvm.memset
define void @set(ptr %to) {
  call void @llvm.memset.p0.i64(ptr %to, i8 0, i64 16, i1 false)
  ret void
}

; CHECK-LABEL: define void @by_value(
; CHECK: call void %{{.*}}(ptr %p, i64 16, ptr @lockstep.site
; CHECK: call void @callee(
define void @by_value(ptr %p) {
  call void @callee(ptr byval({ i64, i64 }) %p)
  ret void
}

; CHECK-LABEL: define void @volatile(
; CHECK: i64 96
; CHECK: call void %{{.*}}(ptr %p, ptr @lockstep.site
; CHECK-NEXT: store volatile i32 1, ptr %p
; CHECK: i64 96
; CHECK: load volatile i32, ptr %p
define void @volatile(ptr %p) {
  store volatile i32 1, ptr %p
  %v = load volatile i32, ptr %p
  ret void
}
