# Debian's gcc-riscv64-unknown-elf, for 32 and 64 bits; no C library is needed. It has no C++ library
# of its own: the headers of the one for arm-none-eabi serve as well, as their freestanding part
# knows no processor.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

file(GLOB cxx_headers /usr/include/newlib/c++/*)
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES ${cxx_headers} ${cxx_headers}/arm-none-eabi)
