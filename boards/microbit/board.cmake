# BBC micro:bit: Cortex-M0 with 16 KiB of RAM.
set(board_target cortex-m0)
set(board_core cortex-m)
set(board_toolchain arm-none-eabi)
set(board_flags -mcpu=cortex-m0 -mthumb)
set(board_cores 1)
set(board_small ON)
set(board_qemu qemu-system-arm -machine microbit)
