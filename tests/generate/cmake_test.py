#!/usr/bin/env python3
"""smh_generate in a firmware's own build: the project in project/, whose board changes.

usage: cmake_test.py COMMAND SOURCE_ROOT CMAKE
"""

import pathlib
import shutil
import subprocess
import sys
import unittest

from smh_command import COMMAND, CommandTest

ROOT = pathlib.Path(sys.argv[2])
CMAKE = sys.argv[3]


class Project(CommandTest):
    generator = "Ninja"

    def setUp(self):
        super().setUp()
        self.project = self.work / "a project"
        shutil.copytree(ROOT / "tests/generate/project", self.project)
        result = self.cmake("-S", self.project, "-B", self.work / "build", "-G", self.generator,
                            f"-DCMAKE_TOOLCHAIN_FILE={ROOT}/cmake/toolchains/arm-none-eabi.cmake",
                            f"-DSMH_ROOT={ROOT}", f"-DSMH_COMMAND={COMMAND}")
        self.assertEqual(result.returncode, 0, result.stderr)

    def cmake(self, *arguments):
        return subprocess.run([CMAKE, *arguments], capture_output=True, text=True, check=False)

    def try_to_build(self):
        return self.cmake("--build", self.work / "build")

    def build(self):
        result = self.try_to_build()
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout

    def change(self, name, old, new):
        file = self.project / name
        text = file.read_text()
        self.assertIn(old, text)
        file.write_text(text.replace(old, new))

    def free(self):
        lines = subprocess.run(["arm-none-eabi-nm", self.work / "build/firmware"],
                               capture_output=True, text=True, check=True).stdout.splitlines()
        symbols = {name: int(value, 16) for value, _, name in map(str.split, lines)}
        return symbols["__smh_SRAM_begin"], symbols["__smh_SRAM_end"]

    def test_builds_and_knows_what_is_free(self):
        self.build()
        self.assertEqual(self.free(), (0x20000010, 0x20004000))

    def test_nothing_to_do_the_second_time(self):
        self.build()
        self.assertNotIn("smh generate", self.build())

    def test_change_of_what_the_board_includes(self):
        self.build()
        self.change("memory.dtsi", "0x4000", "0x8000")
        self.build()
        self.assertEqual(self.free(), (0x20000010, 0x20008000))

    def test_change_of_the_linker_script(self):
        self.build()
        self.change("firmware.ld", "*(.bss*)", "*(.bss*) . += 16;")
        self.build()
        self.assertEqual(self.free(), (0x20000020, 0x20004000))

    def test_wrong_board_stops_the_build_until_it_is_mended(self):
        self.build()
        self.change("memory.dtsi", "0x4000", "0")
        for _ in range(2):
            result = self.try_to_build()
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("node memory@20000000, reg: the size is 0 or missing",
                          result.stdout + result.stderr)
        self.change("memory.dtsi", "0x20000000 0>", "0x20000000 0x2000>")
        self.build()
        self.assertEqual(self.free(), (0x20000010, 0x20002000))


class ProjectWithMake(Project):
    generator = "Unix Makefiles"


class Calls(CommandTest):
    def assert_stops(self, call, words, *options):
        self.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\n"
                   "project(p LANGUAGES NONE)\nadd_library(lib INTERFACE)\n"
                   f"include({ROOT}/cmake/SmhGenerate.cmake)\n{call}\n")
        result = subprocess.run([CMAKE, "-S", self.work, "-B", self.work / "build", "-G", "Ninja",
                                 f"-DCMAKE_MAKE_PROGRAM={shutil.which('ninja')}", *options],
                                capture_output=True, text=True, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(words, " ".join(result.stderr.split()))

    def test_wrong_calls(self):
        usage = "smh_generate(TARGET <target> BOARD <devicetree> [LINKER_SCRIPT <script>])"
        for call in ("smh_generate()", "smh_generate(TARGET none BOARD b.dts)",
                     "smh_generate(TARGET lib)", "smh_generate(TARGET lib BOARD b.dts more)"):
            self.assert_stops(call, usage)

    def test_no_command(self):
        self.assert_stops("smh_generate(TARGET lib BOARD b.dts)", "no smh command here",
                          "-DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF",
                          "-DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
