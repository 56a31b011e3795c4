#!/bin/sh
# Does what examples/firmware/README.md says, in another folder and with an installed smh command.
# usage: run_firmware.sh PREFIX SOURCE_FOLDER WORK_FOLDER
set -eu
prefix=$1
source=$2
work=$3
rm -rf "$work"
mkdir -p "$work"
cp -r "$source/examples/firmware/." "$work"
cd "$work"
export PATH="$prefix/bin:$PATH"

# The commands are its one block of shell.
sed -n '/^```sh$/,/^```$/p' README.md | grep -v '^```' | sed "s|\.\./\.\.|$source|g; s|\$PWD/$source|$source|g" >commands
sh -eu commands >log 2>&1 || { cat log; exit 1; }
cat log
grep -q "the packet is in DATA" log
grep -q "the table is in PSRAM" log
