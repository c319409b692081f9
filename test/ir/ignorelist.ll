; Intent: LOCKSTEP_IGNORELIST leaves out what it names, by function, source,
; global variable, type and category; a bad file is an error that names it.
; RUN: echo "[lockstep]"              > %t.list
; RUN: echo "fun:whole*"             >> %t.list
; RUN: echo "fun:plain_only=plain"   >> %t.list
; RUN: echo "global:quiet"           >> %t.list
; RUN: echo "type:Silent"            >> %t.list
; RUN: echo "[other]"                >> %t.list
; RUN: echo "fun:ordinary"           >> %t.list
; RUN: env LOCKSTEP_IGNORELIST=%t.list %opt -passes=lockstep,verify -S < %s | %filecheck %s
; RUN: echo "src:*/ignorelist.c"      > %t.source
; RUN: env LOCKSTEP_IGNORELIST=%t.source %opt -passes=lockstep -S < %s | %filecheck --check-prefix=SOURCE %s
; SOURCE-NOT: lockstep.hooks
; RUN: echo "nonsense"                > %t.bad
; RUN: not env LOCKSTEP_IGNORELIST=%t.bad %opt -passes=lockstep -S -o /dev/null %s 2>&1 | %filecheck --check-prefix=BAD %s
; BAD: error: {{.*}}LOCKSTEP_IGNORELIST names '{{.*}}.bad', which cannot be used: {{.*}}malformed line
; RUN: not env LOCKSTEP_IGNORELIST=%t.none %opt -passes=lockstep -S -o /dev/null %s 2>&1 | %filecheck --check-prefix=NONE %s
; NONE: error: {{.*}}LOCKSTEP_IGNORELIST names '{{.*}}.none', which cannot be used: {{.*}}No such file

source_filename = "/project/ignorelist.c"
%struct.Silent = type { i32 }
@g = global i32 0
@quiet = global i32 0
@silent = global %struct.Silent zeroinitializer

; CHECK-LABEL: define void @whole_function(
; CHECK-NEXT: store i32
define void @whole_function() {
  store i32 1, ptr @g
  ret void
}

; CHECK-LABEL: define void @plain_only(
; CHECK: lockstep.hooks, i64 8
; CHECK-NOT: lockstep.hooks, i64 80
; CHECK: store i32 2, ptr @g
define void @plain_only() {
  store atomic i32 1, ptr @g seq_cst, align 4
  store i32 2, ptr @g
  ret void
}

; CHECK-LABEL: define void @ordinary(
; CHECK: i64 80
; CHECK-NEXT: load ptr
; CHECK-NEXT: call void %{{.*}}(ptr @g,
; CHECK-NEXT: store i32 1, ptr @g
; CHECK-NEXT: store i32 2, ptr @quiet
; CHECK-NEXT: store i32 3, ptr @silent
; CHECK-NEXT: ret void
define void @ordinary() {
  store i32 1, ptr @g
  store i32 2, ptr @quiet
  store i32 3, ptr @silent
  ret void
}
