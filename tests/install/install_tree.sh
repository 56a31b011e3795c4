#!/bin/sh
# Installs into an empty folder, and looks whether all is there.
# usage: install_tree.sh BUILD_FOLDER PREFIX
set -eu
build=$1
prefix=$2

rm -rf "$prefix"
cmake --install "$build" --prefix "$prefix" >"$prefix.log"
libdir=$(dirname "$(find "$prefix" -name libsmh.a)")

for file in include/shared_multi_heap.h include/zephyr/multi_heap/shared_multi_heap.h \
    include/smh/pool.hpp include/smh/port.hpp include/smh/allocator.hpp bin/smh \
    share/man/man1/smh.1 share/man/man1/smh-config.1 share/bash-completion/completions/smh \
    share/zsh/site-functions/_smh share/fish/vendor_completions.d/smh.fish; do
    [ -e "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
for file in libsmh.a libsmh.so smh/libsmh-record.so pkgconfig/smh.pc cmake/smh/smh-config.cmake \
    cmake/smh/SmhGenerate.cmake; do
    [ -e "$libdir/$file" ] || { echo "not installed: $file"; exit 1; }
done
