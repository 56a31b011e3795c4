#!/bin/sh
# Installs into an empty folder, builds a C and a C++ user from there through pkg-config and
# through find_package, and runs them and the installed command.
# usage: install_test.sh BUILD_FOLDER SOURCE_FOLDER
set -eu
build=$1
here=$2/tests/install
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" >"$work/install.log"
libdir=$(dirname "$(find "$prefix" -name libsmh.a)")
export PKG_CONFIG_PATH="$libdir/pkgconfig"
export LD_LIBRARY_PATH="$libdir"

for file in include/shared_multi_heap.h include/zephyr/multi_heap/shared_multi_heap.h \
    include/smh/pool.hpp include/smh/port.hpp bin/smh share/man/man1/smh.1 share/man/man1/smh-config.1 \
    share/bash-completion/completions/smh share/zsh/site-functions/_smh \
    share/fish/vendor_completions.d/smh.fish; do
    [ -e "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
for file in libsmh.a libsmh.so smh/libsmh-record.so pkgconfig/smh.pc cmake/smh/smh-config.cmake \
    cmake/smh/SmhGenerate.cmake; do
    [ -e "$libdir/$file" ] || { echo "not installed: $file"; exit 1; }
done

echo "pkg-config, shared:"
# shellcheck disable=SC2046 # flags are words
cc -std=c99 -Wall -Werror "$here/seed.c" -o "$work/seed" $(pkg-config --cflags --libs smh)
"$work/seed"
# shellcheck disable=SC2046
c++ -std=c++20 -Wall -Werror "$here/consumer.cpp" -o "$work/consumer" $(pkg-config --cflags --libs smh)
"$work/consumer"

echo "pkg-config, static:"
# shellcheck disable=SC2046
cc -std=c99 "$here/seed.c" -o "$work/seed-static" $(pkg-config --cflags smh) "$libdir/libsmh.a" -lfdt
env -u LD_LIBRARY_PATH "$work/seed-static"

echo "find_package:"
cmake -S "$here/package" -B "$work/package" -DCMAKE_PREFIX_PATH="$prefix" >"$work/configure.log"
cmake --build "$work/package" >"$work/build.log"
"$work/package/seed"
"$work/package/consumer"
"$work/package/consumer_shared"

echo "command:"
"$prefix/bin/smh" --version
"$prefix/bin/smh" record -o "$work/a.trace" -- ls "$work" >/dev/null
"$prefix/bin/smh" replay "$work/a.trace" >/dev/null
