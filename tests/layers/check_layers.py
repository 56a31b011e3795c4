#!/usr/bin/env python3
"""Holds the include rules of layers.json, and that the freestanding part links with nothing.

usage: check_layers.py SOURCE_ROOT [OBJECT...]

Each OBJECT is an object file of the freestanding part; what all of them together leave undefined
must be in the port, or one of the two functions that compilers themselves call.
"""

import json
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
COMPILER_CALLS = {"memcpy", "memset", "_GLOBAL_OFFSET_TABLE_"}
PORT_SYMBOLS = ("_ZN3smh4port",)


def allowed(root, rules, folder, rule, kind, name):
    """Is this include, written as <name> or "name", one that the layer may have?"""
    if name in rule.get("also", []):
        return True
    if kind == "<" and "/" not in name:
        return rule["system"] == "hosted" or name in rules["freestanding"]
    if (root / "include" / name).exists() or name in ("smh/port.hpp", "smh/version.hpp"):
        return name in rule["public"] if "public" in rule else True
    for layer in [folder, *rule["uses"]]:
        if (root / layer / name).exists() or (root / "src" / name) in (root / layer).rglob("*.hpp"):
            return True
    return rule["system"] == "hosted" and kind == "<"


def include_faults(root, rules):
    for folder, rule in rules["layers"].items():
        files = [f for f in (root / folder).rglob("*") if f.suffix in (".h", ".hpp", ".cpp")]
        if not files:
            yield f"{folder}: the layer has no files; mend layers.json"
        for file in files:
            for kind, name in INCLUDE.findall(file.read_text()):
                local = (file.parent / name).resolve()
                if kind == '"' and local.exists() and (root / folder).resolve() in local.parents:
                    continue
                if not allowed(root, rules, folder, rule, kind, name):
                    yield f"{file.relative_to(root)}: may not include {name}"


def link_faults(objects):
    defined, undefined = set(), set()
    for line in subprocess.run(
        ["nm", *objects], capture_output=True, text=True, check=True
    ).stdout.splitlines():
        words = line.split()
        if len(words) >= 2 and words[-2] == "U":
            undefined.add(words[-1])
        elif len(words) == 3:
            defined.add(words[-1])
    for symbol in sorted(undefined - defined - COMPILER_CALLS):
        if not symbol.startswith(PORT_SYMBOLS):
            yield f"the freestanding part needs {symbol}, which no bare target has"


def main():
    root = pathlib.Path(sys.argv[1])
    rules = json.loads((root / "tests/layers/layers.json").read_text())
    faults = list(include_faults(root, rules))
    if len(sys.argv) > 2:
        faults += link_faults(sys.argv[2:])
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
