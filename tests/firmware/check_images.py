#!/usr/bin/env python3
"""Holds what the library promises to bare machines, in the images of one board.

- Nothing of a C or C++ library is linked; of the compiler's own, only arithmetic.
- No atomic operation reads and writes at once. A ticket lock does: so on a board with several cores
  this is held for the heap alone, which no lock is inlined into.

usage: check_images.py TOOL_PREFIX CORES FOLDER

FOLDER is where the board's images were built.
"""

import pathlib
import re
import subprocess
import sys

ARCHIVE_MEMBER = re.compile(r"^(\S+\.a)\((\S+)\)$", re.MULTILINE)
ARITHMETIC = re.compile(r"_?(clz|ctz|popcount|u?div|u?mod|dvmd|thumb1_case|ashl|lshr|mul)\w*\.o(bj)?")
FUNCTION = re.compile(r"^[0-9a-f]+ <(.+)>:$")
# On RISC-V, compilers store with amoswap and leave what was read.
READ_AND_WRITE = re.compile(
    r"\t(ldrex|strex|lda?ex|stl?ex|ldl?a?xr|lda?xp|stl?xr|stl?xp|casa?l?|casp|swpa?l?|"
    r"ld(add|clr|eor|set|smax|smin|umax|umin)|amo(?!swap\.[wd]\s+zero,)|lr\.|sc\.)")


def link_faults(folder):
    maps = sorted(folder.rglob("*.map"))
    if not maps:
        yield f"no images in {folder}: build the target firmware"
    for file in maps:
        linked = file.read_text().partition("\nDiscarded input sections")[0]
        for archive, member in ARCHIVE_MEMBER.findall(linked):
            name = pathlib.Path(archive).name
            if name != "libsmh.a" and not (name == "libgcc.a" and ARITHMETIC.fullmatch(member)):
                yield f"{file.stem}: {member} of {name} is linked"


def code(tools, image):
    """Function and instruction, for all of an image."""
    text = subprocess.run([f"{tools}-objdump", "-dC", "--no-show-raw-insn", image], check=True,
                          capture_output=True, text=True).stdout
    function = None
    for line in text.splitlines():
        if heading := FUNCTION.match(line):
            function = heading.group(1)
        elif function is not None and ":\t" in line:
            yield function, line


def code_faults(tools, cores, image):
    count = 0
    for function, instruction in code(tools, image):
        watched = cores == 1 or function.startswith("smh::heap::")
        count += watched
        if watched and READ_AND_WRITE.search(instruction):
            yield f"{function}: {instruction.strip()}"
    if count < 500:
        yield f"{image}: only {count} instructions have been looked at"


def main():
    tools, cores, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    faults = [*link_faults(folder), *code_faults(tools, cores, folder / "tests/conformance.elf")]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
