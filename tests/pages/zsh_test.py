#!/usr/bin/env python3
"""What zsh completes: a zsh on a terminal is typed to, and what it lists is read.

usage: zsh_test.py COMMAND COMPLETION_FILE ZSH
"""

import os
import pathlib
import pty
import re
import subprocess
import sys
import termios
import unittest

from completion import CompletionTests
from smh_command import CommandTest

FILE, ZSH = pathlib.Path(sys.argv[2]), sys.argv[3]
LIST, FORGET = "\x04", "\x07"  # keys: list what there is; give the line up
END = "<end of the line>"

STARTUP = f"""
PS1=
fpath=({FILE.parent} $fpath); autoload -Uz compinit; compinit -D -u
zstyle ':completion:*' verbose no
unsetopt list_types list_beep; LISTMAX=1000
forget() {{ BUFFER=; print -r -- {END!r} }}
zle -N forget; bindkey '^D' list-choices; bindkey '^G' forget
zle-line-init() {{ print -r -- {END!r} }}; zle -N zle-line-init
"""


class Zsh(CompletionTests, CommandTest):
    def setUp(self):
        super().setUp()
        self.terminal, other = pty.openpty()
        termios.tcsetwinsize(other, (200, 1000))
        self.write(".zshrc", STARTUP)
        self.process = subprocess.Popen([ZSH, "-d", "-i"], stdin=other, stdout=other, stderr=other,
                                        cwd=self.work, start_new_session=True,
                                        env={**self.environment, "TERM": "dumb",
                                             "ZDOTDIR": str(self.work)})
        os.close(other)
        self.addCleanup(self.stop)
        self.type("")

    def stop(self):
        os.close(self.terminal)
        self.process.kill()
        self.process.wait()

    def type(self, text):
        os.write(self.terminal, text.encode())
        output = ""
        while END not in output:
            output += os.read(self.terminal, 65536).decode()
        return re.sub(r"\a|\x1b\[\?\d+[hl]", "", output)

    def complete(self, line):
        listed = self.type(line + LIST + FORGET).replace(END, "").splitlines()
        return {word for words in listed if not words.startswith("smh ") for word in words.split()}

    def test_syntax(self):
        subprocess.run([ZSH, "-n", FILE], check=True)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
