#!/bin/sh
# Builds and runs the adaptors' program with clang and libc++, with exceptions and without.
# usage: libcxx_test.sh LIBRARY PROGRAM COMPILER_FLAGS...
set -eu
library=$1
program=$2
shift 2
here=$(dirname "$0")
llvm=/usr/lib/llvm-16 # the first in Debian 12 that has <memory_resource>

for exceptions in -fexceptions "-fno-exceptions -fno-rtti"; do
    # shellcheck disable=SC2086 # flags are words
    clang++-14 -std=c++20 -Wall -Wextra -Werror $exceptions "$@" \
        -nostdinc++ -isystem "$llvm/include/c++/v1" -nostdlib++ -L"$llvm/lib" \
        -Wl,-rpath,"$llvm/lib" "$here/plain_program.cpp" "$here/pools.cpp" \
        -o "$program" "$library" -lfdt -lc++
    "$program"
    echo "$exceptions: all hold"
done
