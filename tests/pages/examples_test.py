#!/usr/bin/env python3
"""The examples of --help and of the man pages do what they are there for.

usage: examples_test.py COMMAND BOARDS_FOLDER
"""

import shlex
import shutil
import subprocess
import sys
import unittest

from smh_command import CommandTest, smh
from smh_help import examples, subcommands

BOARDS = sys.argv[2]


class Examples(CommandTest):
    def test_all_of_them(self):
        shutil.copy(f"{BOARDS}/microcontroller.dts", self.work / "board.dts")
        subprocess.run(["dtc", "-q", "-O", "dtb", "-o", "board.dtb", "board.dts"], cwd=self.work,
                       check=True)
        for subcommand in [[], *([name] for name in subcommands())]:
            self.assertGreaterEqual(len(examples(*subcommand)), 1, subcommand)
            for example in examples(*subcommand):
                with self.subTest(example):
                    command, *words = shlex.split(example.partition(" | ")[0])
                    self.assertEqual(command, "smh")
                    result = smh(*words, cwd=self.work)
                    self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
