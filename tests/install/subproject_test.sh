#!/bin/sh
# Builds and runs a project that has smh as a part of it, and installs it: only what is its own.
# usage: subproject_test.sh SOURCE_FOLDER WORK_FOLDER WAY
set -eu
source=$1
work=$2
way=$3

rm -rf "$work"
mkdir -p "$work"
from=$source
if [ "$way" = FetchContent ]; then
    # A clone with what is in the working tree, committed or not.
    from=$work/clone
    mkdir "$from"
    (cd "$source" && git -c safe.directory='*' ls-files -co --exclude-standard -z | tar --null -T - --ignore-failed-read -cf -) |
        tar -xf - -C "$from"
    git -C "$from" init -q
    git -C "$from" add -A
    git -C "$from" -c user.name=test -c user.email=test@localhost commit -qm "As it is"
fi
cmake -G Ninja -S "$source/tests/install/subproject" -B "$work/build" -DWAY="$way" -DSMH_SOURCE="$from" -DCMAKE_BUILD_TYPE=Release \
    >"$work/configure.log"
cmake --build "$work/build" --target seed consumer >"$work/build.log"
"$work/build/seed"
"$work/build/consumer"
cmake --install "$work/build" --prefix "$work/installed" >"$work/install.log"
installed=$(cd "$work/installed" && find . -type f)
[ "$installed" = ./bin/seed ] || { echo "installed, too: $installed"; exit 1; }
