#!/usr/bin/env python3
"""Holds what the shared library exports against symbols.txt, and against the public headers: all that
they declare is exported. An export that goes, or changes, breaks programs: see docs/compatibility.md.

usage: symbols_test.py LIBRARY SOURCE_ROOT [--write]

--write: makes symbols.txt anew.
"""

import pathlib
import re
import subprocess
import sys

# At the begin of a line or one step in: a type, a name, parameters, and no body.
DECLARED = re.compile(r"^(?: {4})?(?!return\b|typedef\b)[A-Za-z_][\w:<>*& ]*[ *&](\w+)\([^;{}]*\)\s*"
                      r"(?:const\s*)?(noexcept)?;", re.MULTILINE)


def exported(library):
    lines = subprocess.run(["nm", "-DC", "--defined-only", library], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    symbols = {line.split(" ", 2)[2].split("@@")[0] for line in lines}
    return sorted(symbol for symbol in symbols if not symbol.startswith("SMH_"))


def declared_in(header):
    """Names of functions that are declared for all, and not defined there."""
    text = re.sub(r"^private:.*?^};", "", header.read_text(), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[\[.*?\]\] ", "", text)
    in_c = header.suffix == ".h"
    return {name for name, noexcept in DECLARED.findall(text) if in_c or noexcept}


def main():
    library, root = sys.argv[1], pathlib.Path(sys.argv[2])
    expected_file = root / "tests/install/symbols.txt"
    symbols = exported(library)
    if "--write" in sys.argv:
        expected_file.write_text("\n".join(symbols) + "\n")
        return
    expected = expected_file.read_text().splitlines()
    for symbol in sorted(set(expected) - set(symbols)):
        print(f"no longer exported: {symbol}")
    for symbol in sorted(set(symbols) - set(expected)):
        print(f"not in tests/install/symbols.txt: {symbol}")
    names = {re.split(r"[(<]", symbol)[0].split("::")[-1] for symbol in symbols}
    headers = [*root.glob("include/*.h"), *root.glob("include/shared_multi_heap/*.h"),
               *root.glob("include/smh/*.hpp")]
    missing = {(header.name, name) for header in headers for name in declared_in(header)
               if name not in names}
    for header, name in sorted(missing):
        print(f"declared in {header}, and not exported: {name} (src/exported.map.in)")
    sys.exit(1 if missing or expected != symbols else 0)


if __name__ == "__main__":
    main()
