#!/usr/bin/env python3
"""Has spin look through all states of a model.

usage: check_model.py [--finds ERROR] MODEL [-D NAME...]

Fails where spin finds an error, or could not look through all states. With --finds the other way
round: where it does not find this error, whatever else it finds.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

SECONDS = 120
MEBIBYTES = 2048
DEEPEST = 1_000_000
# What the verifier calls an error, and how it is told to look for no other.
ERRORS = {"assertion violated": ["-E"], "invalid end state": ["-A"], None: []}


def look_through(model, definitions, error, folder):
    """What the verifier of the model says."""
    flags = [f"-D{name}" for name in definitions]
    subprocess.run(["spin", "-a", *flags, model], cwd=folder, check=True, timeout=SECONDS)
    subprocess.run(["gcc", "-O1", "-w", "-DSAFETY", "-DCOLLAPSE", f"-DMEMLIM={MEBIBYTES}",
                    "-o", "pan", "pan.c"], cwd=folder, check=True, timeout=SECONDS)
    return subprocess.run(["./pan", f"-m{DEEPEST}", *ERRORS[error]], cwd=folder, check=True,
                          timeout=SECONDS, capture_output=True, text=True).stdout


def judge(output, expected):
    """What is wrong with that, or None."""
    errors = re.search(r"errors: (\d+)", output)
    if errors is None:
        return "spin has come to no end"
    if expected is not None:
        return None if expected in output else f"spin did not find: {expected}"
    if errors[1] != "0":
        return "spin found an error"
    if "Search not completed" in output or "max search depth too small" in output:
        return "not all states were looked at"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--finds", metavar="ERROR", choices=[error for error in ERRORS if error])
    parser.add_argument("-D", dest="definitions", action="append", default=[])
    parser.add_argument("model", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = look_through(arguments.model.resolve(), arguments.definitions, arguments.finds,
                              folder)
    print(output)
    fault = judge(output, arguments.finds)
    if fault is not None:
        print(f"{arguments.model.name}: {fault}", file=sys.stderr)
    return 0 if fault is None else 1


if __name__ == "__main__":
    sys.exit(main())
