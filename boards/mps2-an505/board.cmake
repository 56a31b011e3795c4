# Arm MPS2 with the AN505 image: Cortex-M33, in its secure state.
set(board_target cortex-m33)
set(board_core cortex-m)
set(board_toolchain arm-none-eabi)
set(board_flags -mcpu=cortex-m33 -mthumb -mno-unaligned-access)
set(board_cores 1)
set(board_memory_at_zero 4096)
set(board_qemu qemu-system-arm -machine mps2-an505)
set(board_nothing_at 0x70000000)
