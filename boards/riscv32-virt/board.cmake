# QEMU's virtual board with a 32-bit RISC-V: one hart.
set(board_target riscv32)
set(board_core riscv)
set(board_toolchain riscv64-unknown-elf)
set(board_flags -march=rv32imac -mstrict-align -misa-spec=2.2 -mabi=ilp32 -mcmodel=medany)
set(board_cores 1)
set(board_qemu qemu-system-riscv32 -machine virt -bios none)
