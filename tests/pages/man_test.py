#!/usr/bin/env python3
"""Man pages: there is one for each subcommand, in good form, and it says what --help says.

usage: man_test.py COMMAND PAGES_FOLDER GROFF MANDOC
"""

import os
import pathlib
import re
import subprocess
import sys
import unittest

from smh_help import examples, options, section, subcommands

PAGES, GROFF, MANDOC = pathlib.Path(sys.argv[2]), *sys.argv[3:5]
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES",
            "SEE ALSO"]


def rendered(page):
    """The sections as text, each of their paragraphs a line."""
    result = subprocess.run([GROFF, "-man", "-Tascii", "-P-c", "-P-b", "-P-u", "-rLL=60n", page],
                            capture_output=True, text=True, check=True)
    return {title: re.sub(r"\s+", " ", body) for title, body in
            re.findall(r"^([A-Z][A-Z ]+)\n((?:   .*\n|\n)+)", result.stdout, re.M)}


class ManPages(unittest.TestCase):
    def each(self, check):
        for subcommand in [[], *([name] for name in subcommands())]:
            page = PAGES / f"{'-'.join(['smh', *subcommand])}.1"
            with self.subTest(page.name):
                check(subcommand, page)

    def test_one_for_each_subcommand(self):
        self.assertIn("config", subcommands())
        self.assertEqual({page.name for page in PAGES.iterdir()},
                         {"smh.1", *(f"smh-{name}.1" for name in subcommands())})

    def test_no_warnings(self):
        def check(_, page):
            for reader in ([GROFF, "-man", "-Tutf8", "-ww", "-z"],
                           [MANDOC, "-Tlint", "-W", "warning"]):
                result = subprocess.run([*reader, page], capture_output=True, text=True, check=False)
                self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

        self.each(check)

    def test_sections(self):
        def check(subcommand, page):
            text = rendered(page)
            self.assertEqual([title for title in text if title != "SUBCOMMANDS"], SECTIONS)
            self.assertTrue(text["NAME"].startswith(f" {page.stem} - "), text["NAME"])
            self.assertTrue(text["SYNOPSIS"].startswith(f" {' '.join(['smh', *subcommand])} "))

        self.each(check)

    def test_says_what_help_says(self):
        def check(subcommand, page):
            text = rendered(page)
            self.assertGreaterEqual(len(options(*subcommand)), 2)
            for names in options(*subcommand):
                self.assertRegex(text["OPTIONS"], rf" {', '.join(names)} ")
                if names[-1] != "--help":
                    self.assertIn(names[0], text["SYNOPSIS"])
            for line in section("Exit codes", *subcommand):
                self.assertIn(f" {line.split('  ')[1].strip()} ", text["EXIT STATUS"])
            for example in examples(*subcommand):
                self.assertIn(f" {example} ", text["EXAMPLES"])

        self.each(check)
        for name in subcommands():
            self.assertIn(f"smh-{name}(1)", rendered(PAGES / "smh.1")["SUBCOMMANDS"])

    def test_with_man(self):
        result = subprocess.run(["man", "-P", "cat", "-E", "ascii", PAGES / "smh.1"],
                                env={**os.environ, "MANWIDTH": "60"}, capture_output=True, text=True,
                                check=True)
        self.assertIn("one heap over all", result.stdout)
        for line in result.stdout.splitlines():
            self.assertLessEqual(len(line), 60)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
