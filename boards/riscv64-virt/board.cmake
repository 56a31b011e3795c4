# QEMU's virtual board with a 64-bit RISC-V: two harts.
set(board_target riscv64)
set(board_core riscv)
set(board_toolchain riscv64-unknown-elf)
set(board_flags -march=rv64imac -mstrict-align -misa-spec=2.2 -mabi=lp64 -mcmodel=medany)
set(board_cores 2)
set(board_qemu qemu-system-riscv64 -machine virt -bios none -smp 2)
