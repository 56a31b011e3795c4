#!/usr/bin/env python3
"""Gives the smh command files from somebody who wants it to hang, or to write or take without end.
What the readers themselves make of such files, tests/devicetree and tests/trace show.

usage: hostile_test.py COMMAND
"""

import gzip
import json
import struct
import sys
import unittest

import traces
from smh_command import CommandTest, smh

NAMES = (b"compatible", b"reg", b"#address-cells", b"#size-cells", b"model")
ONE_LINE = 1000  # bytes, at most
EXBI = 1 << 60


def property_of(name, value):
    place = len(b"\0".join(NAMES[:NAMES.index(name)])) + (NAMES[0] != name)
    return struct.pack(">III", 3, len(value), place) + value + bytes(-len(value) % 4)


def node(name, *inside):
    name += bytes(4 - len(name) % 4)
    return struct.pack(">I", 1) + name + b"".join(inside) + struct.pack(">I", 2)


def memory(name, *cells):
    return node(name, property_of(b"compatible", b"mmio-sram\0"),
                property_of(b"reg", struct.pack(f">{len(cells)}I", *cells)))


def blob(*inside):
    cell = struct.pack(">I", 1)
    tree = node(b"", property_of(b"#address-cells", cell), property_of(b"#size-cells", cell), *inside)
    tree += struct.pack(">I", 9)
    names = b"\0".join(NAMES) + b"\0"
    start = 40 + 16
    return struct.pack(">10I", 0xd00dfeed, start + len(tree) + len(names), start, start + len(tree),
                       40, 17, 16, 0, len(names), len(tree)) + bytes(16) + tree + names


class HostileTest(CommandTest):
    def assert_refused_in_a_line(self, result, *words):
        self.assert_refused(result, *words)
        self.assertLess(len(result.stderr), ONE_LINE)


class Boards(HostileTest):
    def board(self, *inside):
        return self.write("board.dtb", blob(*inside))

    def test_what_is_written_here_is_a_board(self):
        result = smh("regions", "--json", self.board(memory(b"m", 0x1000, 0x100)))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(json.loads(result.stdout)["regions"][0]["name"], "m")

    def test_names_as_long_as_the_file(self):
        name = b"n" * (8 << 20)
        for inside in (memory(name, 0x1000, 0x100), memory(name, 0x1000), memory(name, *(1, 1) * 1000)):
            self.assert_refused_in_a_line(smh("regions", self.board(inside)), "node nnnn", "nnnn...")
        model = property_of(b"model", name + b"\0")
        result = smh("regions", self.board(model, memory(b"m", 0x1000, 0x100)))
        self.assertEqual(result.returncode, 0)
        self.assertLess(len(result.stdout), 1000)

    def test_a_region_upon_the_other(self):
        board = self.board(memory(b"m", *(0x1000, 0x100) * 1000))
        for options in ([], ["--json"]):
            result = smh("regions", board, *options)
            self.assertEqual(result.returncode, 2)
            self.assertLess(len(result.stdout), 300 * 1100)
            self.assertIn("at least 99 more conflicts", result.stderr)
            self.assertLess(len(result.stderr), ONE_LINE)
        self.assert_refused_in_a_line(smh("demo", board), "at least 99 more conflicts")

    def test_more_regions_than_any_board_has(self):
        cells = [cell for number in range(2000) for cell in (number << 16, 0x100)]
        self.assert_refused_in_a_line(smh("regions", self.board(memory(b"m", *cells))),
                                      "more regions than the table holds")

    def test_nodes_in_nodes_without_end(self):
        deep = b"".join(struct.pack(">I4s", 1, b"d") for _ in range(100000))
        board = self.board(deep + struct.pack(">I", 2) * 100000)
        self.assert_refused_in_a_line(smh("regions", board), "nested too deeply")

    def test_compressed_files_are_not_looked_into(self):
        packed = gzip.compress(bytes(64 << 20))
        self.assert_refused_in_a_line(smh("regions", self.write("bomb.dtb", packed)),
                                      "not a devicetree blob")
        self.assert_refused_in_a_line(smh("replay", self.write("bomb.trace", packed)), "not a trace")


class Traces(HostileTest):
    def trace(self, *sizes):
        events = traces.Events()
        for number, size in enumerate(sizes):
            events.malloc(0x1000 * (number + 1), size)
        return self.write("a.trace", traces.trace(events))

    def test_more_memory_than_there_is(self):
        for sizes in ([1 << 45], [EXBI], [(1 << 64) - 1], [(1 << 64) - 1, (1 << 64) - 1]):
            self.assert_refused_in_a_line(smh("replay", self.trace(*sizes)),
                                          "half of this machine's memory", "--size")
            result = smh("replay", "--json", "--size", "1MiB", self.trace(*sizes))
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(result.stdout)["failures"], len(sizes))

    def test_alignments_of_any_size(self):
        events = traces.Events()
        for bit in (1, 12, 31, 32, 62, 63):
            events.aligned(1 << 20 << bit % 40, 1 << bit, 8)
            events.aligned((3 << 20 << bit % 40) + 1, (1 << bit) + 1, 8)
        result = smh("replay", "--json", self.write("a.trace", traces.trace(events)))
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_command_of_many_words(self):
        for command in (b"\0" * 60000, b"\x1b" * 60000):
            bytes_ = traces.header(command=command) + traces.chunk(traces.END, traces.number(0))
            for options in ([], ["--json"]):
                result = smh("replay", self.write("a.trace", bytes_), *options)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertNotIn("\x1b", result.stdout)
                self.assertLess(len(result.stdout), 1 << 20)

    def test_a_command_that_is_longer_than_its_chunk(self):
        for length in (12, 1 << 31, 1 << 32, (1 << 64) - 1):
            body = b"".join(traces.number(n) for n in (42, 7, 1000, 0, length)) + b"program"
            self.assert_refused_in_a_line(
                smh("replay", self.write("a.trace", traces.START + traces.chunk(traces.HEADER, body))),
                "ends inside an item")


class Arguments(HostileTest):
    def test_numbers_that_are_too_large(self):
        for arguments in (["--size", "99999999999999999999GiB"], ["--size", "18446744073709551616"],
                          ["--size", "-1"], ["--regions", "4294967297"], ["--regions", "-1"],
                          ["--attr", "4294967296"], ["--attr", "-1"], ["--attr", "x" * 100]):
            self.assert_refused_in_a_line(smh("replay", "a.trace", *arguments))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
