#!/bin/sh
# Makes the packages, unpacks them into an empty root, and builds and runs programs with what is there.
# usage: package_test.sh BUILD_FOLDER SOURCE_FOLDER WORK_FOLDER LIBRARY_PACKAGE
set -eu
build=$1
source=$2
work=$3
library=$4
rm -rf "$work"
mkdir -p "$work/root"
cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$source/scripts/show-packages" "$work"

for package in "$work"/*.deb; do
    dpkg-deb -x "$package" "$work/root"
done
prefix=$work/root/usr
libdir=$(dirname "$(find "$prefix" -name libsmh.a)")
export LD_LIBRARY_PATH="$libdir" PKG_CONFIG_PATH="$libdir/pkgconfig"

depends() { dpkg-deb -f "$work"/"$1"_*.deb Depends; }
depends libsmh-dev | grep -qF "$library (= " || { echo "libsmh-dev takes any library"; exit 1; }
depends smh | grep -q "libc6" || { echo "smh has no dependencies"; exit 1; }

"$prefix/bin/smh" --version
man -l "$prefix/share/man/man1/smh.1.gz" >/dev/null 2>&1 || gzip -t "$prefix"/share/man/man1/smh.1*
"$source/tests/examples/run_example.sh" "$prefix" "$source/examples/c-driver" "$work/c-driver" c_driver
# shellcheck disable=SC2046 # flags are words
c++ -std=c++20 "$source/tests/install/consumer.cpp" -o "$work/consumer" $(pkg-config --cflags --libs smh)
"$work/consumer"
