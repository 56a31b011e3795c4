#!/usr/bin/env python3
"""Does what docs/tutorial.md says, as it says it, and looks whether what it shows comes out.

usage: tutorial_test.py SOURCE_ROOT BUILD_FOLDER

A block behind a line that ends in the name of a file is that file. Blocks of commands are run one after the
other; one of text behind them is what they print. Instead of the commands that build smh anew in a clone,
this build is installed.
"""

import os
import re
import subprocess
import sys
import tempfile

import markdown
from checks import TUTORIAL

BUILD = sys.argv[2]
FILE = re.compile(r"`([\w.]+)`:$")
MARK = "---- the next block ----"


def script(blocks):
    lines = ["set -e"]
    for block in blocks:
        if file := FILE.search(block.before):
            lines += [f"cat >{file[1]} <<'END_OF_FILE'", block.text + "END_OF_FILE"]
        elif block.language == "sh" and block.text.startswith("scripts/install-packages"):
            lines += [f"cmake --install '{BUILD}' --prefix \"$HOME/.local\" >/dev/null"]
        elif block.language == "sh":
            lines += [f"echo '{MARK}'", block.text]
    return "\n".join(lines)


def main():
    blocks = markdown.blocks(TUTORIAL.read_text())
    with tempfile.TemporaryDirectory() as home:
        result = subprocess.run(["bash", "-c", script(blocks)], cwd=home, env={**os.environ, "HOME": home},
                                stdout=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 0, result.stdout
    commands = [block for block in blocks
                if block.language == "sh" and not block.text.startswith("scripts/install-packages")]
    printed = dict(zip(commands, result.stdout.split(f"{MARK}\n")[1:], strict=True))
    shown = [(before, block) for before, block in zip(blocks, blocks[1:]) if block.language == "text"]
    for before, block in shown:
        assert printed[before] == block.text, f"line {block.line}: it prints\n{printed[before]}"
    print(f"{len(commands)} blocks of commands, {len(shown)} of them with what they print: as the page says")


if __name__ == "__main__":
    main()
