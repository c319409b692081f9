; Intent: the optimizer loads nothing before the program would, and nothing of
; what keeps it from that is left in the end.
; RUN: %opt -passes='lockstep-prepare,function(simplifycfg)' -S < %s | %filecheck %s --check-prefix=KEPT
; RUN: %opt -passes='function(simplifycfg)' -S < %s | %filecheck %s --check-prefix=MOVED
; RUN: %opt -passes=lockstep-prepare,lockstep,verify -S < %s | %filecheck %s --check-prefix=CLEAN

@data = global i32 0

; KEPT-LABEL: define i32 @check(
; KEPT: br i1 %ready, label %then, label %end
; KEPT: attributes #{{.*}} sanitize_thread
; MOVED-LABEL: define i32 @check(
; MOVED-NOT: br i1
; MOVED: select i1 %ready
; CLEAN-NOT: sanitize_thread
; CLEAN-NOT: lockstep-no-speculation
define i32 @check(i1 %ready) {
entry:
  br i1 %ready, label %then, label %end
then:
  %value = load i32, ptr @data
  br label %end
end:
  %result = phi i32 [ 0, %entry ], [ %value, %then ]
  ret i32 %result
}
