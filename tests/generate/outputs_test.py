#!/usr/bin/env python3
"""What smh generate writes, and where to.

usage: outputs_test.py COMMAND SOURCE_ROOT
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from smh_command import COMMAND, CommandTest, smh

ROOT = pathlib.Path(sys.argv[2])
GOLDEN = ROOT / "tests/generate/golden"
MICROCONTROLLER = str(ROOT / "boards/microcontroller.dts")


class OutputTest(CommandTest):
    def generate(self, *arguments, board=MICROCONTROLLER):
        result = smh("generate", board, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")
        return result.stdout

    def golden(self, name):
        return (GOLDEN / name).read_text()


class Golden(OutputTest):
    """The files in golden/ are reviewed by eye; this holds that nothing else comes out."""

    def check(self, board, *script):
        header, linker = self.work / "regions.hpp", self.work / "regions.ld"
        self.generate("-o", str(header), "--linker", str(linker), *script,
                      board=str(ROOT / f"boards/{board}.dts"))
        self.assertEqual(header.read_text(), self.golden(f"{board}.hpp"))
        self.assertEqual(linker.read_text(), self.golden(f"{board}.ld"))

    def test_microcontroller_with_a_script(self):
        self.check("microcontroller", "--script", "firmware.ld")

    def test_application_processor_without(self):
        self.check("application-processor")

    def test_blob(self):
        blob = self.work / "microcontroller.dts.dtb"
        subprocess.run(["dtc", "-q", "-O", "dtb", "-o", blob, MICROCONTROLLER], check=True)
        text = self.generate("-o", "-", board=str(blob))
        self.assertEqual(text.splitlines()[1:], self.golden("microcontroller.hpp").splitlines()[1:])


class Destinations(OutputTest):
    def test_standard_output(self):
        self.assertEqual(self.generate("-o", "-"), self.golden("microcontroller.hpp"))
        self.assertEqual(self.generate("--linker", "-", "--script", "firmware.ld"),
                         self.golden("microcontroller.ld"))

    def test_what_is_no_plain_file_stays_what_it_is(self):
        pipe = self.work / "pipe"
        os.mkfifo(pipe)
        with subprocess.Popen([COMMAND, "generate", MICROCONTROLLER, "-o", pipe]) as process:
            self.assertEqual(pipe.read_text(), self.golden("microcontroller.hpp"))
        self.assertEqual(process.returncode, 0)
        self.assertTrue(pipe.is_fifo())

    def test_link_stays_a_link(self):
        target, link = self.work / "target.hpp", self.work / "link.hpp"
        target.write_text("old")
        link.symlink_to(target)
        self.generate("-o", str(link))
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_text(), self.golden("microcontroller.hpp"))

    def test_mode_is_as_for_any_new_file(self):
        header = self.work / "regions.hpp"
        umask = os.umask(0o027)
        self.addCleanup(os.umask, umask)
        self.generate("-o", str(header))
        self.assertEqual(header.stat().st_mode & 0o777, 0o640)

    def test_nothing_else_is_left(self):
        self.generate("-o", str(self.work / "a"), "--linker", str(self.work / "b"))
        self.assertEqual(sorted(file.name for file in self.work.iterdir()), ["a", "b"])


class ForPrograms(OutputTest):
    def test_json(self):
        out = json.loads(self.generate("--json"))
        self.assertEqual(out["model"], "Example microcontroller")
        self.assertEqual(out["regions"][3], {
            "name": "AXI_SRAM", "address": 0x24078000, "size": 0x8000,
            "attributes": ["cacheable", "readable", "writable"], "attribute_bits": 0x61,
            "priority": 0,
            "memory": "AXI_SRAM_2", "section": ".smh.AXI_SRAM_2",
            "noinit_section": ".smh.noinit.AXI_SRAM_2",
            "begin": "__smh_AXI_SRAM_2_begin", "end": "__smh_AXI_SRAM_2_end"})

    def test_json_beside_files(self):
        header = self.work / "regions.hpp"
        self.assertEqual(len(json.loads(self.generate("--json", "-o", str(header)))["regions"]), 10)
        self.assertEqual(header.read_text(), self.golden("microcontroller.hpp"))

    def test_depfile_names_what_was_included(self):
        part = self.write("the part.dtsi", "/ { m@1000 { reg = <0x1000 0x1000>; "
                                           'compatible = "mmio-sram"; }; };')
        board = self.write("board.dts", "/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; };"
                                        '/include/ "the part.dtsi"\n')
        self.generate("-o", str(self.work / "a b.hpp"), "--linker", str(self.work / "c.ld"),
                      "--depfile", str(self.work / "d"), board=board)
        escaped = part.replace(" ", "\\ ")
        self.assertEqual((self.work / "d").read_text(),
                         f"{self.work}/a\\ b.hpp {self.work}/c.ld: {board} {escaped}\n")

    def test_depfile_of_a_blob(self):
        blob = str(self.work / "board.dtb")
        subprocess.run(["dtc", "-q", "-O", "dtb", "-o", blob, MICROCONTROLLER], check=True)
        self.generate("--linker", str(self.work / "c.ld"), "--depfile", str(self.work / "d"),
                      board=blob)
        self.assertEqual((self.work / "d").read_text(), f"{self.work}/c.ld: {blob}\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
