#!/usr/bin/env python3
"""Boards and arguments that smh generate refuses: one line says what and why, no file is touched.

usage: refusals_test.py COMMAND SOURCE_ROOT
"""

import pathlib
import sys
import unittest

from smh_command import CommandTest, smh

ROOT = pathlib.Path(sys.argv[2])
MICROCONTROLLER = str(ROOT / "boards/microcontroller.dts")

ONE_CELL = "#address-cells = <1>; #size-cells = <1>;"
TWO_CELLS = "#address-cells = <2>; #size-cells = <2>;"
GOOD = 'good@1000 { compatible = "mmio-sram"; reg = <0x1000 0x1000>; };'
RESERVED = f"reserved-memory {{ {ONE_CELL} ranges; %s }};"
NO_SIZE = "the size is 0 or missing"
NO_ATTRIBUTE = "no attribute is named"

# Name: cells, nodes beside a good one, words of the refusal.
BOARDS = {
    "overlap": (ONE_CELL, 'bad@1800 { compatible = "mmio-sram"; reg = <0x1800 0x1000>; };',
                ["good@1000 and bad@1800 share 2 KiB at 0x00001800"]),
    "size 0": (ONE_CELL, 'bad@4000 { device_type = "memory"; reg = <0x4000 0>; };',
               ["node bad@4000, reg", NO_SIZE]),
    "size 0 in one entry of several": (
        ONE_CELL, 'bad@4000 { device_type = "memory"; reg = <0x4000 0x1000 0x9000 0>; };',
        ["node bad@4000, reg", NO_SIZE]),
    "no reg": (ONE_CELL, 'bad { compatible = "mmio-sram"; };', ["node bad, reg", NO_SIZE]),
    "empty reg": (ONE_CELL, 'bad { compatible = "mmio-sram"; reg = []; };',
                  ["node bad, reg", NO_SIZE]),
    "floating reservation": (
        ONE_CELL, RESERVED % 'bad { compatible = "shared-multi-heap"; size = <0x1000>; };',
        ["node bad, reg", NO_SIZE]),
    "no attribute": (ONE_CELL, "bad@4000 { zephyr,memory-attr = <0>; reg = <0x4000 0x1000>; };",
                     ["node bad@4000, zephyr,memory-attr", NO_ATTRIBUTE]),
    "an attribute that means nothing": (
        ONE_CELL, "bad@4000 { zephyr,memory-attr = <0x8000>; reg = <0x4000 0x1000>; };",
        ["node bad@4000, zephyr,memory-attr", NO_ATTRIBUTE]),
    "no capability": (
        ONE_CELL,
        RESERVED % 'bad@4000 { compatible = "shared-multi-heap"; reg = <0x4000 0x1000>; };',
        ["node bad@4000, capability", NO_ATTRIBUTE]),
    "both capabilities": (
        ONE_CELL, "bad@4000 { zephyr,memory-attr = <0x101>; reg = <0x4000 0x1000>; };",
        ["node bad@4000, zephyr,memory-attr", "means nothing"]),
    "beyond the address space": (
        TWO_CELLS, 'bad { device_type = "memory"; reg = <0xffffffff 0xffff0000 0x0 0x10001>; };',
        ["node bad, reg", "passes the end of the address space"]),
    "up to the end of the address space": (
        TWO_CELLS, 'bad { device_type = "memory"; reg = <0xffffffff 0xffff0000 0x0 0x10000>; };',
        ["node bad", "reaches the end of the address space", "leave its last bytes out"]),
    "an alias up to the end of the address space": (
        TWO_CELLS, 'bad { compatible = "mmio-sram"; reg = <0x0 0x0 0x0 0x10000>;'
                   " smh,alias = <0xffffffff 0xffff0000>; };",
        ["node bad", "reaches the end of the address space", "leave its last bytes out"]),
    "an alias in other memory": (
        ONE_CELL, 'bad@4000 { compatible = "mmio-sram"; reg = <0x4000 0x1000>;'
                  " smh,alias = <0x1800>; };",
        ["good@1000 and the alias of bad@4000 share 2 KiB at 0x00001800"]),
    "an alias too few": (
        ONE_CELL, 'bad@4000 { compatible = "mmio-sram"; reg = <0x4000 0x1000 0x6000 0x1000>;'
                  " smh,alias = <0x8000>; };", ["node bad@4000, smh,alias", "wrong length"]),
    "a priority of two cells": (
        ONE_CELL, 'bad@4000 { compatible = "mmio-sram"; reg = <0x4000 0x1000>;'
                  " smh,priority = <0 1>; };", ["node bad@4000, smh,priority", "wrong length"]),
    "a bus that leads nowhere": (
        ONE_CELL, f'bus {{ {ONE_CELL} m@4000 {{ compatible = "mmio-sram"; reg = <0x4000 0x10>; }};'
                  " };", ["node bus, ranges"]),
    "half an entry": (ONE_CELL, 'bad@4000 { compatible = "mmio-sram"; reg = <0x4000>; };',
                      ["node bad@4000, reg", "wrong length"]),
}


class Boards(CommandTest):
    def board(self, cells, nodes):
        good = GOOD if cells == ONE_CELL else ""
        return self.write("board.dts", f"/dts-v1/; / {{ {cells} {good} {nodes} }};")

    def assert_untouched(self, board, *words):
        header, linker = self.work / "regions.hpp", self.work / "regions.ld"
        header.write_text("what was before")
        before = sorted(self.work.iterdir())
        result = smh("generate", board, "-o", str(header), "--linker", str(linker),
                     "--depfile", str(self.work / "d"))
        self.assert_refused(result, board, *words)
        self.assertEqual(sorted(self.work.iterdir()), before)
        self.assertEqual(header.read_text(), "what was before")

    def test_wrong_boards(self):
        for name, (cells, nodes, words) in BOARDS.items():
            with self.subTest(name):
                self.assert_untouched(self.board(cells, nodes), *words)

    def test_tags_elsewhere_that_no_region_can_hold(self):
        nodes = """far@9000 { compatible = "mmio-sram"; reg = <0x9000 0x1000>;
                   zephyr,memory-attr = <0x20>; smh,metadata-attr = <0x20>; };"""
        self.assert_untouched(self.board(ONE_CELL, nodes), "far@9000: no region that holds its own",
                              "name attributes that one of them has")

    def test_the_good_node_alone_is_taken(self):
        self.assertEqual(smh("generate", self.board(ONE_CELL, ""), "-o", "-").returncode, 0)

    def test_what_is_not_there_does_not_count(self):
        nodes = """off@4000 { device_type = "memory"; reg = <0x4000 0>; status = "disabled"; };
                   reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                     kept { compatible = "shared-multi-heap"; no-map; }; };"""
        self.assertEqual(smh("generate", self.board(ONE_CELL, nodes), "-o", "-").returncode, 0)

    def test_the_only_memory_has_no_size(self):
        self.assert_untouched(
            self.write("none.dts", f'/dts-v1/; / {{ {ONE_CELL} m {{ compatible = "mmio-sram"; }}; }};'),
            "node m, reg", NO_SIZE)

    def test_no_memory(self):
        self.assert_untouched(self.write("none.dts", "/dts-v1/; / { };"), "no node describes memory")

    def test_no_devicetree(self):
        self.assert_untouched(self.write("text.dtb", "hello, world"), "not a devicetree blob")
        self.assert_untouched(self.write("bad.dts", "/dts-v1/; / { x = <; };"), "dtc")
        self.assert_untouched(str(self.work / "none.dts"), "check the path")


class Arguments(CommandTest):
    def refused(self, *arguments, words):
        self.assert_refused(smh("generate", MICROCONTROLLER, *arguments), *words)
        self.assertEqual(list(self.work.iterdir()), [])

    def test_nothing_to_write(self):
        self.refused(words=["nothing to write", "smh generate --help"])
        self.refused("--depfile", str(self.work / "d"), words=["nothing to write"])

    def test_two_outputs_to_one_place(self):
        here = str(self.work / "here")
        self.refused("-o", here, "--linker", here, words=["two outputs go to", here])
        self.refused("-o", here, "--depfile", here, words=["two outputs go to", here])
        self.refused("-o", "-", "--json", words=["two outputs go to -"])

    def test_script_without_linker(self):
        self.refused("-o", "-", "--script", "firmware.ld", words=["--linker"])

    def test_script_that_a_linker_cannot_name(self):
        for script in ('a"b.ld', "a\nb.ld"):
            self.refused("-o", str(self.work / "a"), "--linker", str(self.work / "b"),
                         "--script", script, words=["a linker script cannot name this file"])

    def test_folder_that_is_not_there(self):
        self.refused("-o", str(self.work / "none/regions.hpp"), words=["make its folder first"])
        self.refused("-o", str(self.work / "a"), "--linker", str(self.work / "none/regions.ld"),
                     words=["none/regions.ld", "make its folder first"])

    def test_folder_in_the_place_of_a_file(self):
        self.assert_refused(smh("generate", MICROCONTROLLER, "-o", str(self.work), "--linker",
                                str(self.work / "b")), "Is a directory")
        self.assertEqual(list(self.work.iterdir()), [])

    def test_full_device(self):
        self.refused("-o", "/dev/full", "--linker", str(self.work / "b"), words=["No space left"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
