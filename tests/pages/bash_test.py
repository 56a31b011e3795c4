#!/usr/bin/env python3
"""What bash completes, without the package bash-completion: it is asked as readline would.

usage: bash_test.py COMMAND COMPLETION_FILE
"""

import re
import subprocess
import sys
import unittest

from completion import CompletionTests
from smh_command import CommandTest

FILE = sys.argv[2]

ASK = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_smh
printf '%s\\n' "${COMPREPLY[@]}"
"""


class Bash(CompletionTests, CommandTest):
    def complete(self, line):
        words = [word for word in re.split(r" +|(=)", line) if word is not None]
        result = subprocess.run(["bash", "--norc", "--noprofile", "-c", ASK, "bash", FILE, *words],
                                capture_output=True, text=True, cwd=self.work, env=self.environment,
                                check=False)
        self.assertEqual(result.stderr, "")
        return set(result.stdout.split())

    def test_is_what_is_called(self):
        result = subprocess.run(["bash", "--norc", "-c", f"source {FILE}; complete -p smh"],
                                capture_output=True, text=True, check=True)
        self.assertEqual(result.stdout, "complete -F _smh smh\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
