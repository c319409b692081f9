; Intent: calls of the functions in call_sites.def are announced before, those
; of library functions also after; nothing comes between a musttail call and
; its return, and functions of the program's own with such names are not meant.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

declare i32 @pthread_mutex_lock(ptr)
declare void @_ZNSt6thread4joinEv(ptr)
declare i32 @unrelated(ptr)
declare i32 @personality(...)

; CHECK-LABEL: define i32 @lock(
; CHECK: i64 112
; CHECK: call void %{{.*}}(ptr @lockstep.site
; CHECK-NEXT: tail call i32 @pthread_mutex_lock(ptr %m)
; CHECK-NOT: i64 120
; CHECK: ret i32
define i32 @lock(ptr %m) {
  %r = tail call i32 @pthread_mutex_lock(ptr %m)
  ret i32 %r
}

; CHECK-LABEL: define i32 @must_tail(
; CHECK: i64 112
; CHECK: musttail call i32 @pthread_mutex_lock(ptr %m)
; CHECK-NEXT: ret i32
define i32 @must_tail(ptr %m) {
  %r = musttail call i32 @pthread_mutex_lock(ptr %m)
  ret i32 %r
}

; CHECK-LABEL: define void @join(
; CHECK: i64 112
; CHECK: call void @_ZNSt6thread4joinEv(ptr %t)
; CHECK: i64 120
; CHECK: call void %{{.*}}(ptr @lockstep.site
; CHECK: ret void
define void @join(ptr %t) {
  call void @_ZNSt6thread4joinEv(ptr %t)
  ret void
}

; The end is announced on the way of normal return only.
; CHECK-LABEL: define i32 @join_may_throw(
; CHECK: i64 112
; CHECK: invoke void @_ZNSt6thread4joinEv(ptr %t)
; CHECK: i64 120
; CHECK: landingpad
; CHECK-NOT: i64 120
; CHECK: ret i32
define i32 @join_may_throw(ptr %t, i1 %c) personality ptr @personality {
entry:
  br i1 %c, label %try, label %done
try:
  invoke void @_ZNSt6thread4joinEv(ptr %t) to label %done unwind label %bad
done:
  %r = phi i32 [ 0, %entry ], [ 1, %try ]
  ret i32 %r
bad:
  %l = landingpad { ptr, i32 } cleanup
  ret i32 2
}

; CHECK-LABEL: define i32 @other(
; CHECK-NOT: lockstep
; CHECK: ret i32
define i32 @other(ptr %p) {
  %r = call i32 @unrelated(ptr %p)
  %s = call i32 @sem_wait(ptr %p)
  ret i32 %r
}

define i32 @sem_wait(ptr %p) {
  ret i32 0
}
