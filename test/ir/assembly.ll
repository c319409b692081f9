; Intent: inline assembly that synchronizes is a scheduling point, a pause is a
; spin hint, a mere compiler barrier is nothing.
; RUN: %opt -passes=lockstep,verify -S < %s | %filecheck %s

declare void @llvm.x86.sse2.pause()
declare void @llvm.x86.sse2.mfence()

; CHECK-LABEL: define i32 @exchange(
; CHECK: i64 96
; CHECK: call void %{{.*}}(ptr {{.*}}, ptr @lockstep.site
; CHECK-NEXT: call i32 asm sideeffect "lock; xaddl
define i32 @exchange(ptr %p) {
  %r = call i32 asm sideeffect "lock; xaddl $0, ($1)", "=r,r,0,~{memory}"(ptr %p, i32 1)
  ret i32 %r
}

; CHECK-LABEL: define void @pauses(
; CHECK: i64 104
; CHECK: call void asm sideeffect "pause"
; CHECK: i64 104
; CHECK: call void asm sideeffect "rep; nop"
; CHECK: i64 104
; CHECK: call void @llvm.x86.sse2.pause()
define void @pauses() {
  call void asm sideeffect "pause", ""()
  call void asm sideeffect "rep; nop", "~{memory}"()
  call void @llvm.x86.sse2.pause()
  ret void
}

; CHECK-LABEL: define void @barrier(
; CHECK-NOT: lockstep
; CHECK: ret void
define void @barrier() {
  call void asm sideeffect "", "~{memory}"()
  ret void
}

; CHECK-LABEL: define void @hardware_fence(
; CHECK: i64 64
; CHECK: call void @llvm.x86.sse2.mfence()
define void @hardware_fence() {
  call void @llvm.x86.sse2.mfence()
  ret void
}
