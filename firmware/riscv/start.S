/* From reset to the program. All harts start here; those behind the first wait, asleep, until a
 * software interrupt is sent to them. */
    .section .vectors, "ax"
    .globl _start
_start:
    la t0, machine_trap
    csrw mtvec, t0
    csrr t1, mhartid
    bnez t1, other_hart
    la sp, stack_top
    csrsi mstatus, 8    /* interrupts are let in; none is enabled yet */
    j machine_start

other_hart:
    la sp, second_stack_top
    li t0, 8            /* mie.MSIE: what may wake it */
    csrw mie, t0
asleep:
    wfi
    csrr t0, mip
    andi t0, t0, 8
    beqz t0, asleep
    csrw mie, zero
    j machine_second
