#!/usr/bin/env python3
"""Every block of C and C++ of every page compiles; those with a `main` link and run, too.

usage: code_test.py SOURCE_ROOT COMMAND CC CXX -- COMPILER_FLAGS... -- LIBRARIES...

The other blocks of a page, those of each language, are parts of one program, in their order: what begins with
a declaration or is a function stands at the top, all else in a function. Each sees what comes before it on
its page, and may name something anew (in C, not at the top). In front of them is preludes/<page>.hpp, or .h
for C, for what the page leaves out.
"""

import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

from checks import ROOT, blocks_of, failure_of, name, report
from layout import page_name

COMMAND, CC, CXX = sys.argv[2:5]
FLAGS, LIBRARIES = (list(part) for kind, part in itertools.groupby(sys.argv[5:], lambda word: word == "--")
                    if not kind)
PRELUDES = pathlib.Path(__file__).parent / "preludes"
STRICT = ["-Wall", "-Wextra", "-Werror"]
LANGUAGES = {"c": [CC, "-std=c99"], "cpp": [CXX, "-std=c++20"]}
PRELUDE_ENDING = {"c": ".h", "cpp": ".hpp"}
IS_PROGRAM = re.compile(r"^int main\(", re.MULTILINE)
INCLUDE = re.compile(r"^#include .*\n", re.MULTILINE)
DECLARATION = re.compile(r"(?:struct|class|enum|using|namespace|template|static|extern|constexpr|alignas|\[\[)\b"
                         r"|\[\[|[\w:*&<> ]+\([^;]*\) (?:noexcept )?\{")


def run(work, block, place):
    """A program: compiled, linked, run."""
    stem = re.sub(r"\W", "_", place)
    source = work / f"{stem}.{block.language}"
    source.write_text(block.text)
    return (failure_of(*LANGUAGES[block.language], *STRICT, *FLAGS, source, *LIBRARIES, "-o", work / stem)
            or failure_of(work / stem, cwd=work, timeout=60))


def parts(page, language, blocks):
    """The blocks that are no programs as one source, which says where each line of it comes from."""
    prelude = PRELUDES / f"{page_name(page)}{PRELUDE_ENDING[language]}"
    lines = [f'#include "{prelude}"'] if prelude.exists() else []
    lines += [line for block in blocks for line in INCLUDE.findall(block.text)]
    statements, depth = [], 0
    for block in blocks:
        text = INCLUDE.sub("\n", block.text)
        placed = [f'#line {block.line} "{name(page)}"', text]
        if not DECLARATION.match(re.sub(r"\A(?:\s*//.*\n|\s+)*", "", text)):
            statements += ["{", *placed]
        elif language == "cpp":
            depth += 1
            lines += [f"namespace part_{depth} {{", *placed]
        else:
            lines += placed
    body = ["void statements(void) {", *statements, "}" * statements.count("{"), "}"]
    return "\n".join([*lines, *(body if statements else []), "}" * depth, ""])


def compile_parts(work, page, language, blocks):
    source = work / f"{page_name(page)}-parts.{language}"
    source.write_text(parts(page, language, blocks))
    return failure_of(*LANGUAGES[language], *STRICT, "-Wno-unused", "-fsyntax-only", *FLAGS, f"-I{work}",
                      source)


def main(work):
    # What pages include as <regions.hpp>.
    subprocess.run([COMMAND, "generate", ROOT / "tests/docs/board.dts", "-o", work / "regions.hpp"], check=True)
    checks = []
    for page, blocks in blocks_of(*LANGUAGES):
        programs = [block for block in blocks if IS_PROGRAM.search(block.text)]
        for block in programs:
            place = f"{name(page)}:{block.line}"
            checks.append((place, lambda block=block, place=place: run(work, block, place)))
        for language in LANGUAGES:
            rest = [block for block in blocks if block.language == language and block not in programs]
            if rest:
                checks.append((name(page), lambda page=page, language=language, rest=rest:
                               compile_parts(work, page, language, rest)))
    report(checks)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(pathlib.Path(folder))
