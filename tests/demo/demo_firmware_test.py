#!/usr/bin/env python3
"""Boots the demo's image in QEMU; what it prints must be what `smh demo` prints of the board.

usage: demo_firmware_test.py COMMAND SOURCE_ROOT IMAGE
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

from smh_command import smh

ROOT, IMAGE = pathlib.Path(sys.argv[2]), sys.argv[3]
BOARD = str(ROOT / "boards/mps2-an385.dts")
FIGURES = re.compile(r"(\S+) +(\S+ [KM]?i?B) +(\S+ [KM]?i?B) .* ([\d,]+) +([\d,]+)")


def boot():
    result = subprocess.run([ROOT / "firmware/demo/run", IMAGE], capture_output=True, text=True,
                            timeout=120, stdin=subprocess.DEVNULL, check=False)
    return result.returncode, result.stdout, result.stderr


def table_of(output):
    """The titles, and what stands below them up to an empty line."""
    lines = output.splitlines()
    (titles,) = [number for number, line in enumerate(lines) if line.startswith("REGION")]
    table = lines[titles:]
    return table[:table.index("")] if "" in table else table


class DemoFirmware(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.code, cls.output, cls.errors = boot()
        cls.regions = json.loads(smh("regions", "--json", BOARD).stdout)["regions"]

    def test_ends_well(self):
        self.assertEqual((self.code, self.errors), (0, ""), self.output)
        self.assertTrue(self.output.endswith("every block kept its contents, and all memory came "
                                             "back.\n"), self.output)

    def test_table_is_that_of_the_demo_on_this_machine(self):
        table, hosted = table_of(self.output), table_of(smh("demo", BOARD).stdout)
        self.assertEqual(table[0].split(), hosted[0].split())
        self.assertEqual(len(table), len(hosted))
        for own, other in zip(table[1::2], hosted[1::2]):
            self.assertEqual(own.split()[0], other.split()[0])
            self.assertEqual(len(own), len(table[0]))
        for own, other in zip(table[2::2], hosted[2::2]):
            picture = re.compile(r"  \|.{40}\| (0x[0-9a-f]{8}) (.*)")
            self.assertEqual(picture.fullmatch(own)[2], picture.fullmatch(other)[2])

    def test_regions_begin_behind_what_was_placed(self):
        begins = [int(line.split("| ")[-1].split()[0], 16)
                  for line in table_of(self.output)[2::2]]
        placed = {"CODE": True, "BLOCK_RAM": False, "DATA": True, "PSRAM": True}
        for begin, region in zip(begins, self.regions):
            inside = region["address"] < begin < region["address"] + region["size"]
            if placed.pop(region["name"], False):
                self.assertTrue(inside, region)
            else:
                self.assertEqual(begin, region["address"])

    def test_load_reached_several_regions_also_from_interrupts(self):
        served = {}
        for line in table_of(self.output)[1::2]:
            served.setdefault(line.split()[0], FIGURES.fullmatch(line)[4])
        for region in ("CODE", "PSRAM", "network_buffers@21800000"):
            self.assertGreater(int(served[region].replace(",", "")), 1000)
        interrupts = int(re.search(r"in ([\d,]+) interrupts", self.output)[1].replace(",", ""))
        self.assertGreater(interrupts, 1000)

    def test_memory_by_attribute(self):
        wanted = {attribute for region in self.regions for attribute in region["attributes"]}
        shown = dict(re.findall(r"^  ([\w-]+) +0x[0-9a-f]{8} in (\S+)$", self.output, re.M))
        self.assertEqual(set(shown), wanted)
        self.assertEqual(shown["dma"], "network_buffers@21800000")
        self.assertEqual(shown["cacheable"], "PSRAM")

    def test_each_run_is_the_same(self):
        self.assertEqual(boot(), (self.code, self.output, self.errors))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
