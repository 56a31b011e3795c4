#!/usr/bin/env python3
"""smh config beside what CMake noted of the build.

usage: config_test.py COMMAND CMAKE_CACHE
"""

import json
import pathlib
import re
import sys
import unittest

from smh_command import on_terminal, smh

ENTRY = re.compile(r"((?://.*\n)+)(SMH_\w+):(STRING|BOOL|PATH)=(.*)\n")
# What says how the project is built, and not what its library is.
OTHERS = {"SMH_PORT", "SMH_TESTS", "SMH_BENCH", "SMH_FIRMWARE", "SMH_FUZZ", "SMH_SANITIZE",
          "SMH_INSTALL", "SMH_PACKAGER"}


def cache():
    """Of each setting its value, as JSON has it, and what is said of it."""
    settings = {}
    for comment, name, kind, value in ENTRY.findall(pathlib.Path(sys.argv[2]).read_text()):
        meaning = "".join(line.removeprefix("//") for line in comment.splitlines())
        if kind == "BOOL":
            value = value.upper() in ("ON", "1", "TRUE", "YES", "Y")
        settings[name] = {"value": int(value) if str(value).isdecimal() else value, "meaning": meaning}
    return settings


class Config(unittest.TestCase):
    def shown(self):
        result = smh("config", "--json")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def test_is_what_cmake_noted(self):
        noted = cache()
        port = noted["SMH_PORT"]["value"]
        for name in OTHERS:
            del noted[name]
        self.assertGreater(len(noted), 15)
        shown = self.shown()
        self.assertEqual(shown["settings"], noted)
        self.assertEqual(shown["port"], pathlib.Path(port).name)
        self.assertEqual(f"smh {shown['version']}\n", smh("--version").stdout)

    def test_words_and_numbers(self):
        settings = self.shown()["settings"]
        self.assertIn(settings["SMH_HARDENING"]["value"],
                      ("none", "basic", "moderate", "full", "extreme"))
        self.assertIsInstance(settings["SMH_MAX_REGIONS"]["value"], int)
        self.assertIs(settings["SMH_TOOLS"]["value"], True)

    def test_table(self):
        shown = self.shown()
        lines = smh("config").stdout.splitlines()
        self.assertTrue(lines[0].startswith(f"smh {shown['version']}, port {shown['port']}"))
        rows = {line.split()[0]: line for line in lines[4:]}
        self.assertEqual(list(rows), list(shown["settings"]))
        for name, setting in shown["settings"].items():
            value = str(setting["value"]).replace("True", "ON").replace("False", "OFF")
            self.assertRegex(rows[name], rf"^{name} +{value}  {re.escape(setting['meaning'])}$")

    def test_narrow_terminal(self):
        code, output = on_terminal("config", columns=60, NO_COLOR="1")
        self.assertEqual(code, 0)
        words = " ".join(output.split())
        for setting in self.shown()["settings"].values():
            self.assertIn(setting["meaning"].split()[-1], words)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
