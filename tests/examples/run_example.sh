#!/bin/sh
# Builds an example with an installed library, and runs its programs.
# usage: run_example.sh PREFIX EXAMPLE_FOLDER WORK_FOLDER PROGRAM...
set -eu
prefix=$1
example=$2
work=$3
shift 3

rm -rf "$work"
export CFLAGS="-Wall -Wextra -Werror" CXXFLAGS="-Wall -Wextra -Werror"
cmake -S "$example" -B "$work" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release
cmake --build "$work"
for program in "$@"; do
    "$work/$program"
done
