; Intent: atomics of 1 to 8 bytes are performed by hooks, with every value
; widened to 64 bits; the untouched instruction stays in the native copy.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

@g8 = global i8 0
@g64 = global i64 0
@gp = global ptr null
@gd = global double 0.0

; CHECK-LABEL: define i8 @load8(
; CHECK: lockstep.entry:
; CHECK: %lockstep.hooks = load ptr, ptr @__lockstep_module_v1
; CHECK: br i1 %{{.*}}, label %{{.*}}, label %{{.*}}, !prof
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 0
; CHECK: %[[WORD:.*]] = call i64 %{{.*}}(ptr @g8, ptr @lockstep.site{{.*}})
; CHECK: %[[BYTE:.*]] = trunc i64 %[[WORD]] to i8
; CHECK: ret i8 %[[BYTE]]
; CHECK: load atomic i8, ptr @g8 acquire, align 1
define i8 @load8() {
  %v = load atomic i8, ptr @g8 acquire, align 1
  ret i8 %v
}

; CHECK-LABEL: define void @store_pointer(
; CHECK: %[[WORD:.*]] = ptrtoint ptr %p to i64
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 8
; CHECK: call void %{{.*}}(ptr @gp, i64 %[[WORD]], ptr @lockstep.site
; CHECK: store atomic ptr %p, ptr @gp release, align 8
define void @store_pointer(ptr %p) {
  store atomic ptr %p, ptr @gp release, align 8
  ret void
}

; CHECK-LABEL: define double @rmw_double(
; CHECK: %[[BITS:.*]] = bitcast double %d to i64
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 16
; CHECK: %[[OLD:.*]] = call i64 %{{.*}}(ptr @gd, i64 %[[BITS]], ptr @lockstep.site
; CHECK: %[[RESULT:.*]] = bitcast i64 %[[OLD]] to double
; CHECK: ret double %[[RESULT]]
; CHECK: atomicrmw fadd ptr @gd, double %d seq_cst
define double @rmw_double(double %d) {
  %old = atomicrmw fadd ptr @gd, double %d seq_cst
  ret double %old
}

; CHECK-LABEL: define { i8, i1 } @cas8(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 24
; CHECK: %[[FOUND:.*]] = call { i64, i8 } %{{.*}}(ptr @g8, i64 %{{.*}}, i64 %{{.*}}, ptr @lockstep.site
; CHECK: extractvalue { i64, i8 } %[[FOUND]], 0
; CHECK: extractvalue { i64, i8 } %[[FOUND]], 1
; CHECK: insertvalue { i8, i1 }
; CHECK: cmpxchg weak ptr @g8, i8 %a, i8 %b acq_rel monotonic
define { i8, i1 } @cas8(i8 %a, i8 %b) {
  %r = cmpxchg weak ptr @g8, i8 %a, i8 %b acq_rel monotonic
  ret { i8, i1 } %r
}

; CHECK-LABEL: define void @fences(
; CHECK: getelementptr inbounds i8, ptr %lockstep.hooks, i64 64
; CHECK: call void %{{.*}}(ptr @lockstep.site
; CHECK-NEXT: fence syncscope("singlethread") seq_cst
; CHECK-NEXT: ret void
define void @fences() {
  fence seq_cst
  fence syncscope("singlethread") seq_cst
  ret void
}

; A signal fence alone leaves the function as it was.
; CHECK-LABEL: define void @signal_fence(
; CHECK-NEXT: fence syncscope("singlethread") seq_cst
define void @signal_fence() {
  fence syncscope("singlethread") seq_cst
  ret void
}

; CHECK: @__lockstep_module_init_v1()
