#!/usr/bin/env python3
"""What holds for every subcommand: --json, colour, the width of terminals, and what errors say.

usage: manners_test.py COMMAND
"""

import json
import os
import sys
import unittest

import traces
from smh_command import CommandTest, on_terminal, smh
from smh_help import options, subcommands

BOARD = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; model = "Board of several memories";
    internal_memory@20000000 { compatible = "mmio-sram"; reg = <0x20000000 0x20000>;
        smh,priority = <1>; zephyr,memory-attr = <0x700000>; };
    window@30000000 { compatible = "mmio-sram"; reg = <0x30000000 0x8000>; smh,alias = <0x10000000>; }; };"""


class MannersTest(CommandTest):
    def commands(self):
        """One good use of each subcommand that prints something."""
        board = self.write("board.dts", BOARD)
        trace = self.write("a.trace", traces.trace(traces.Events()))
        return {"regions": [board], "demo": [board], "generate": [board, "-o", "-"],
                "replay": [trace], "config": []}

    def each(self, check):
        for subcommand, arguments in self.commands().items():
            with self.subTest(subcommand):
                check(subcommand, *arguments)


class Output(MannersTest):
    def test_each_is_here(self):
        self.assertEqual({*self.commands(), "record"}, set(subcommands()))

    def test_json(self):
        def check(subcommand, *arguments):
            self.assertIn(["--json"], options(subcommand))
            words = [word for word in arguments if word not in ("-o", "-")]
            result = smh(subcommand, "--json", *words)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIsInstance(json.loads(result.stdout), dict)

        self.each(check)
        self.assertNotIn(["--json"], options("record"))

    def test_colour(self):
        def check(*arguments):
            if arguments[0] != "generate":  # what it prints is for compilers
                self.assertIn("\x1b[", on_terminal(*arguments, NO_COLOR=None)[1])
            self.assertNotIn("\x1b", on_terminal(*arguments, NO_COLOR="1")[1])
            dumb = on_terminal(*arguments, NO_COLOR=None, TERM="dumb")[1]
            self.assertNotIn("\x1b", dumb)
            self.assertNotIn("\r", dumb.replace("\r\n", "\n"))
            piped = smh(*arguments)
            self.assertEqual(piped.stderr, "")
            self.assertNotIn("\x1b", piped.stdout)

        self.each(check)
        for subcommand in ([], *([name] for name in subcommands())):
            check(*subcommand, "--help")

    def test_fits(self):
        def check(*arguments):
            for columns in (60, 80):
                code, output = on_terminal(*arguments, columns=columns, NO_COLOR="1")
                self.assertEqual(code, 0)
                for line in output.replace("\r", "\n").splitlines():
                    self.assertLessEqual(len(line), columns, line)
                    self.assertEqual(line, line.rstrip() or line)

        commands = self.commands()
        del commands["generate"]
        for subcommand, arguments in commands.items():
            with self.subTest(subcommand):
                check(subcommand, *arguments)
        for subcommand in ([], *([name] for name in subcommands())):
            check(*subcommand, "--help")


class Errors(MannersTest):
    def test_mistyped(self):
        for words, meant, at in ((["regoins", "x"], "regions", "smh"),
                                 (["rgions"], "regions", "smh"),
                                 (["relay", "a"], "replay", "smh"),
                                 (["--versoin"], "--version", "smh"),
                                 (["regions", "--jsn", "x"], "--json", "smh regions"),
                                 (["generate", "a", "--linkr", "b"], "--linker", "smh generate")):
            self.assert_refused(smh(*words), f"did you mean {meant}? see {at} --help")

    def test_nothing_like_it(self):
        for words, wrong in ((["frobnicate"], "frobnicate: no such subcommand: see smh --help"),
                             (["-x"], "-x: no such option: see smh --help"),
                             (["config", "a"], "a: one argument too many: see smh config --help"),
                             (["x" * 100000], "no such subcommand")):
            result = smh(*words)
            self.assert_refused(result, wrong)
            self.assertNotIn("did you mean", result.stderr)

    def test_nothing_at_all(self):
        self.assert_refused(smh(), "no subcommand: name one of regions, demo,", "or see smh --help")

    def test_values(self):
        for words, wrong in ((["--regions", "many"], "many is not a number from 1 to "),
                             (["--regions", "0"], "0 is not a number from 1 to "),
                             (["--size", "12XB"], "12XB is no size, as 64MiB is"),
                             (["--size", "0"], "0 is no size, as 64MiB is")):
            self.assert_refused(smh("replay", "a.trace", *words), wrong, "see smh replay --help")

    def test_files(self):
        secret = self.write("secret", "x")
        os.chmod(secret, 0)
        for words, kind in ((["regions"], "devicetree"), (["demo"], "devicetree"),
                            (["generate", "--json"], "devicetree"), (["replay"], "trace")):
            with self.subTest(words):
                self.assert_refused(smh(*words, str(self.work / "none")),
                                    "none: No such file or directory: check the path")
                self.assert_refused(smh(*words, str(self.work)),
                                    f"Is a directory: name a {kind} file in it")
                self.assert_refused(smh(*words, self.write("empty", "")), "empty: the file is empty")
                if os.geteuid() != 0:  # who may read everything
                    self.assert_refused(smh(*words, secret),
                                        "Permission denied: make it readable for you")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
