/* From reset to the program; and the exception vectors. The first core starts at _start, the second
 * at second_start, when it is told to. */
    .section .vectors, "ax"
    .globl _start
_start:
    adrp x0, stack_top
    add x0, x0, :lo12:stack_top
    mov sp, x0
    bl set_up
    msr daifclr, #2     /* interrupts are let in; none is enabled yet */
    b machine_start

    .globl second_start
second_start:
    adrp x0, second_stack_top
    add x0, x0, :lo12:second_stack_top
    mov sp, x0
    bl set_up
    b machine_second

/* Vectors; and a word that lies across a multiple of its size is a fault (SCTLR_EL1.A). */
set_up:
    adrp x0, vectors
    add x0, x0, :lo12:vectors
    msr vbar_el1, x0
    mrs x0, sctlr_el1
    orr x0, x0, #2
    msr sctlr_el1, x0
    isb
    ret

/* An interrupt: what a function may change is put aside meanwhile. */
interrupt:
    stp x29, x30, [sp, #-192]!
    stp x0, x1, [sp, #16]
    stp x2, x3, [sp, #32]
    stp x4, x5, [sp, #48]
    stp x6, x7, [sp, #64]
    stp x8, x9, [sp, #80]
    stp x10, x11, [sp, #96]
    stp x12, x13, [sp, #112]
    stp x14, x15, [sp, #128]
    stp x16, x17, [sp, #144]
    mrs x0, elr_el1
    mrs x1, spsr_el1
    stp x18, x0, [sp, #160]
    str x1, [sp, #176]
    bl machine_interrupt
    ldr x1, [sp, #176]
    ldp x18, x0, [sp, #160]
    msr spsr_el1, x1
    msr elr_el1, x0
    ldp x16, x17, [sp, #144]
    ldp x14, x15, [sp, #128]
    ldp x12, x13, [sp, #112]
    ldp x10, x11, [sp, #96]
    ldp x8, x9, [sp, #80]
    ldp x6, x7, [sp, #64]
    ldp x4, x5, [sp, #48]
    ldp x2, x3, [sp, #32]
    ldp x0, x1, [sp, #16]
    ldp x29, x30, [sp], #192
    eret

/* Four groups of four: synchronous, IRQ, FIQ, SError. Only an IRQ that is taken on the core's own
 * stack pointer is expected. */
    .balign 2048
vectors:
    .rept 5
    b machine_exception
    .balign 128
    .endr
    b interrupt
    .balign 128
    .rept 10
    b machine_exception
    .balign 128
    .endr
