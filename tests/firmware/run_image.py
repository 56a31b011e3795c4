#!/usr/bin/env python3
"""Runs an image on an emulated board, and says whether it has ended as it should.

usage: run_image.py --status STATUS [--seconds SECONDS] -- QEMU ARGUMENT...
"""

import argparse
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--status", type=int, required=True, help="with which it has to end")
    parser.add_argument("--seconds", type=float, default=120, help="after how long it hangs")
    parser.add_argument("command", nargs="+", help="QEMU and its arguments, behind --")
    given = parser.parse_args()
    try:
        status = subprocess.run(given.command, timeout=given.seconds, check=False,
                                stdin=subprocess.DEVNULL).returncode
    except subprocess.TimeoutExpired:
        print(f"hangs: has not ended after {given.seconds:g} seconds", file=sys.stderr)
        return 1
    if status != given.status:
        print(f"ended with status {status} instead of {given.status}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
