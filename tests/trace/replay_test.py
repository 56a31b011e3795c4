#!/usr/bin/env python3
"""Replays traces that were written by hand.

usage: replay_test.py COMMAND BOARDS_FOLDER
"""

import json
import pathlib
import sys
import unittest

import traces
from smh_command import CommandTest, on_terminal, smh

BOARDS = sys.argv[2]
KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


def small_events():
    events = traces.Events()
    events.malloc(0x1000, 100)
    events.aligned(0x2000, 256, 1000)
    events.realloc(0x1000, 0x4000, 5000)
    events.failed(GIB)
    events.free(0x2000)
    events.malloc(0x2000, 0)
    return events


class ReplayTest(CommandTest):
    def trace(self, events=None):
        return self.write("a.trace", traces.trace(events or small_events()))

    def replay(self, *arguments):
        result = smh("replay", "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stderr, "")
        return json.loads(result.stdout)


class Replays(ReplayTest):
    def test_figures(self):
        found = self.replay(self.trace())
        self.assertEqual({name: found[name] for name in (
            "command", "process", "cut_off", "operations", "steps", "peak_requested", "failures",
            "broken", "consistent")}, {
                "command": ["program", "-x"], "process": 42, "cut_off": False, "operations": 6,
                "steps": 5, "peak_requested": 6000, "failures": 0, "broken": 0,
                "consistent": True})
        self.assertGreater(found["nanoseconds_per_step"], 0)
        self.assertTrue(6000 < found["peak_used"] < 6000 + 400)
        self.assertTrue(0 <= found["fragmentation"] < 0.02)

    def test_text_in_a_pipe(self):
        result = smh("replay", self.trace())
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("\x1b", result.stdout)
        self.assertRegex(result.stdout, r"\noperations +6 ")
        self.assertRegex(result.stdout, r"\nbroken +0 ")
        self.assertIn("program -x, process 42", result.stdout)
        self.assertIn("1 MiB of cacheable memory", result.stdout)
        self.assertIn("every block kept its contents", result.stdout)

    def test_terminal_gets_colour_and_a_progress_bar(self):
        code, output = on_terminal("replay", self.trace(), NO_COLOR=None)
        self.assertEqual(code, 0)
        self.assertIn("replay [", output)
        self.assertIn("\x1b[1mprogram -x", output)

    def test_memory_is_enough_by_default(self):
        events = traces.Events()
        for block in range(300):
            events.malloc(block << 20, 10 * KIB)
        found = self.replay(self.trace(events))
        self.assertEqual(found["failures"], 0)
        self.assertEqual(found["peak_requested"], 300 * 10 * KIB)

    def test_a_pool_that_is_too_small_fails_and_is_well(self):
        found = self.replay(self.trace(), "--size", "4KiB")
        self.assertEqual(found["failures"], 1)
        self.assertEqual(found["broken"], 0)
        self.assertEqual(self.replay(self.trace(), "--size", "8192", "--regions", "2")["failures"],
                         1)

    def test_boards_and_attributes(self):
        for board in pathlib.Path(BOARDS).glob("*.dts"):
            for attribute in ("cacheable", "1", "writable"):
                found = self.replay(self.trace(), "--board", str(board), "--attr", attribute)
                self.assertEqual(found["failures"], 0)
        self.assertEqual(self.replay(self.trace(), "--attr", "dma")["failures"], 0)

    def test_an_empty_trace(self):
        found = self.replay(self.write("empty.trace", traces.header()))
        self.assertEqual((found["operations"], found["cut_off"]), (0, True))

    def test_a_fork_may_free_what_its_parent_had(self):
        events = traces.Events()
        events.free(0x1000)
        file = self.write("fork.trace", traces.header(flags=1) +
                          traces.chunk(traces.EVENTS, events.body))
        self.assertEqual(self.replay(file)["operations"], 1)


class BadInput(ReplayTest):
    def test_files(self):
        self.assert_refused(smh("replay", str(self.work / "none")), "none", "No such file")
        self.assert_refused(smh("replay", str(self.work)), "name a trace file in it")
        self.assert_refused(smh("replay", self.write("text", "hello, world")), "not a trace")
        self.assert_refused(smh("replay", "/dev/zero"), "at byte 0", "not a trace")
        self.assert_refused(smh("replay", self.write("empty", "")), "the file is empty")
        self.assert_refused(smh("replay", self.write("short", "SMH")), "at byte 0", "too short")

    def test_another_version(self):
        whole = bytearray(traces.trace(small_events()))
        whole[8] = 2
        self.assert_refused(smh("replay", self.write("v2", whole)), "at byte 8", "version 2")

    def test_every_truncation_and_some_damage(self):
        whole = traces.trace(small_events())
        good = len(traces.header())
        for size in range(1, len(whole), 5):
            result = smh("replay", self.write("cut", whole[:size]))
            if size < good:
                self.assert_refused(result, "at byte")
            else:
                self.assertEqual(result.returncode, 0)
                self.assertIn("The recording is cut off", result.stdout)
        for at in range(good + 12, len(whole) - 16, 7):
            damaged = bytearray(whole)
            damaged[at] ^= 0x40
            self.assert_refused(smh("replay", self.write("bad", damaged)), f"at byte {good}",
                                "CRC-32")

    def test_blocks_that_cannot_be(self):
        unknown, twice = traces.Events(), traces.Events()
        unknown.free(0x1000)
        twice.malloc(0x1000, 1)
        twice.malloc(0x1000, 1)
        offset = len(traces.header()) + 12
        self.assert_refused(smh("replay", self.trace(unknown)), f"at byte {offset}:",
                            "not allocated")
        self.assert_refused(smh("replay", self.trace(twice)), f"at byte {offset + 5}:",
                            "lives already")

    def test_options(self):
        file = self.trace()
        for arguments, words in (
                (["--attr", "nonsense"], "nonsense is no attribute"),
                (["--attr", "99"], "99 is no attribute"),
                (["--attr", "dma", "--board", "/nowhere"], "No such file"),
                (["--board", f"{BOARDS}/microcontroller.dts", "--attr", "30"], "no region is"),
                (["--size", "1"], "no region that a pool can use"),
                (["--size", "100GiB"], "more --regions")):
            self.assert_refused(smh("replay", file, *arguments), words)

    def test_more_than_there_is(self):
        events = traces.Events()
        events.malloc(0x1000, (1 << 64) - 1)
        self.assert_refused(smh("replay", self.trace(events)), "--size")
        self.assertEqual(self.replay(self.trace(events), "--size", "1MiB")["failures"], 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
