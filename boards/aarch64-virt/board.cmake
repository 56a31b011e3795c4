# QEMU's virtual board with a 64-bit Arm: two cores. With its caches and translation off, as the
# images run, memory takes aligned accesses only.
set(board_target aarch64)
set(board_core aarch64)
set(board_toolchain aarch64-linux-gnu)
set(board_flags -march=armv8-a -mgeneral-regs-only -mstrict-align -mno-outline-atomics -fno-pie)
set(board_cores 2)
set(board_qemu qemu-system-aarch64 -machine virt -cpu cortex-a53 -smp 2 -nic none)
