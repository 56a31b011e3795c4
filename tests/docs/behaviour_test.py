#!/usr/bin/env python3
"""docs/behaviour.md has a row for each case of the conformance suite, and no other.

usage: behaviour_test.py SOURCE_ROOT
"""

import re

from checks import ROOT


def main():
    suite = (ROOT / "tests/conformance/conformance.cpp").read_text()
    table = suite[suite.index("constexpr Case table[]"):]
    cases = set(re.findall(r'^    \{"(.*?)"', table, re.MULTILINE))
    rows = set(re.findall(r"^\| ([\w, ]+: .*?|no region yet.*?) \|", (ROOT / "docs/behaviour.md").read_text(),
                          re.MULTILINE))
    assert cases and cases == rows, f"docs/behaviour.md and the suite differ: {sorted(cases ^ rows)}"
    print(f"docs/behaviour.md: {len(rows)} rows, a case for each")


if __name__ == "__main__":
    main()
