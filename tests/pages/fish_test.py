#!/usr/bin/env python3
"""What fish completes.

usage: fish_test.py COMMAND COMPLETION_FILE FISH
"""

import subprocess
import sys
import unittest

from completion import CompletionTests
from smh_command import CommandTest

FILE, FISH = sys.argv[2:4]


class Fish(CompletionTests, CommandTest):
    def complete(self, line):
        result = subprocess.run([FISH, "--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                                 FILE, line],
                                capture_output=True, text=True, cwd=self.work,
                                env={**self.environment, "HOME": str(self.work)}, check=False)
        self.assertEqual(result.stderr, "")
        words = (found.partition("\t")[0] for found in result.stdout.splitlines())
        return {word.removeprefix("--board=").rstrip("/") for word in words}

    def test_syntax(self):
        subprocess.run([FISH, "--no-execute", FILE], check=True)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
