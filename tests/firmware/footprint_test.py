#!/usr/bin/python3
"""What reads the figures of the images: logs, maps and call graphs, and the verdict on them.

usage: footprint_test.py SOURCE_ROOT
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / "bench"))

from footprint import bars, page, table  # noqa: E402
from footprint.call_graph import CallGraph  # noqa: E402
from footprint.execution import in_log  # noqa: E402
from footprint.instructions import Counter, Functions  # noqa: E402
from footprint.link_map import pieces, sizes  # noqa: E402
from footprint.target import Symbol  # noqa: E402
from report.text import Pen  # noqa: E402

CALL = ["0x00001000:  b510       push     {r4, lr}", "0x00001002:  f001 f801  bl       #0x2000"]
MASKED = ["0x00002000:  f3ef 8310  mrs      r3, primask", "0x00002004:  b672       cpsid    i"]
WORK = ["0x00002006:  6003       str      r3, [r0]", "0x00002008:  6003       str      r3, [r0]",
        "0x0000200a:  f383 8810  msr      primask, r3", "0x0000200e:  4770       bx       lr"]
DONE = ["0x00003000:  4770       bx       lr"]


def translated(name, lines):
    return [b"----------------", b"IN: some_function", *(line.encode() for line in lines), b"",
            executed(name)]


def executed(name):
    return b"Trace 0: %s [00800400/00001000/00000510/ff000200] some_function" % name


def followed(log):
    counter = Counter({0x1000: "alloc"}, 0x3000)
    for block in in_log(log):
        counter.follow(block)
    return counter.calls["alloc"]


class InstructionsTest(unittest.TestCase):
    ONE = [*translated(b"0xa", CALL), *translated(b"0xb", MASKED), *translated(b"0xc", WORK)]

    def test_a_call_is_all_that_is_executed_until_the_next(self):
        again = [executed(name) for name in (b"0xa", b"0xb", b"0xc", b"0xc")]
        calls = followed([*self.ONE, *again, *translated(b"0xd", DONE)])
        self.assertEqual(calls.counts, [8, 12])

    def test_interrupts_are_off_until_they_are_restored(self):
        calls = followed([*self.ONE, *translated(b"0xd", DONE)])
        self.assertEqual(calls.masked, 3)

    def test_a_block_that_was_kept_from_beginning_does_not_count(self):
        stopped = b"Stopped execution of TB chain before 0xc [00002006] some_function"
        calls = followed([*self.ONE, stopped, executed(b"0xc"), *translated(b"0xd", DONE)])
        self.assertEqual(calls.counts, [8])

    def test_a_name_that_is_given_again_means_the_new_block(self):
        calls = followed([*self.ONE, executed(b"0xa"), *translated(b"0xc", MASKED),
                          *translated(b"0xd", DONE)])
        self.assertEqual(calls.counts, [8, 4])

    def test_functions_have_their_shares(self):
        functions = Functions([Symbol(0x1001, 6, "call"), Symbol(0x2001, 16, "work"),
                               Symbol(0x2007, 0, "mark")])
        figures = followed([*self.ONE, *translated(b"0xd", DONE)]).figures(functions)
        self.assertEqual(figures["functions"], {"call": 2, "work": 6})
        self.assertEqual((figures["mean"], figures["worst"], figures["calls"]), (8, 8, 1))


MAP = """\
Discarded input sections

 .text._ZN3smh4goneEv
                0x00000000       0x99 smh/src/libsmh.a(unity.obj)

Linker script and memory map

.text           0x00001000     0x10e8
 *(.text .text.*)
 .text._ZN3smh4longEv
                0x00001000       0x14 smh/src/libsmh.a(unity.obj)
 *fill*         0x00001014        0x2 
 .text          0x00001018        0x8 /usr/lib/libgcc.a(_clzsi2.o)
 .text._ZN7machine5startEv
                0x00001020       0x40 CMakeFiles/machine.dir/start.cpp.obj
 *fill*         0x00001060        0x2 
 .rodata.table  0x00002000        0x6 smh/src/libsmh.a(unity.obj)
 .sbss.handler  0x20000000        0x4 smh/src/libsmh.a(unity.obj)
 .debug_info    0x00000000     0xee9b smh/src/libsmh.a(unity.obj)
"""


class FakeTarget:
    """Where the tests put what a build would leave."""

    def __init__(self, folder):
        self.folder = folder

    def link_map(self, image):
        return self.folder / f"{image}.map"

    def tool(self, name, *arguments):
        return subprocess.run([name, *arguments], check=True, capture_output=True, text=True).stdout


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_of_a_map_what_the_library_is_charged_with(self):
        (self.work / "image.map").write_text(MAP)
        found = pieces(FakeTarget(self.work), "image")
        self.assertEqual(sizes(found), {"text": 0x14 + 2 + 8, "rodata": 6, "data": 0, "bss": 4})
        self.assertIn("smh::long", [piece.name for piece in found])

    def graph(self, *lines):
        (self.work / "smh").mkdir(exist_ok=True)
        (self.work / "smh/unity.ci").write_text("\n".join(lines) + "\n")
        return CallGraph(self.work)

    @staticmethod
    def node(name, size, kind="static"):
        return f'node: {{ title: "{name}" label: "void {name}()\\n{name}.cpp:1\\n{size} bytes ({kind})" }}'

    @staticmethod
    def edge(caller, callee):
        return f'edge: {{ sourcename: "{caller}" targetname: "{callee}" label: "x.cpp:1" }}'

    def test_the_stack_is_that_of_the_deepest_way(self):
        graph = self.graph(self.node("a", 8), self.node("b", 100), self.node("c", 60),
                           self.node("d", 50), self.edge("a", "b"), self.edge("a", "c"),
                           self.edge("c", "d"), self.edge("d", "__indirect_call"))
        self.assertEqual(graph.deepest("a"), 8 + 60 + 50)

    def test_a_stack_without_bound_is_an_error(self):
        with self.assertRaisesRegex(RuntimeError, "recursion"):
            self.graph(self.node("a", 8), self.edge("a", "a")).deepest("a")
        with self.assertRaisesRegex(RuntimeError, "no bound"):
            self.graph(self.node("a", 8, "dynamic"))


def figures(worst):
    call = {"calls": 1, "mean": 90.04, "worst": worst, "interrupts off": 50,
            "functions": {"slots::alloc": 10, "smh::work": 80.04}}
    return {"board": "a-board", "sizes": {"text": 1500, "rodata": 6, "data": 0, "bss": 250},
            "pieces": [{"kind": "text", "name": "smh::work", "size": 1500}],
            "stack": {"shared_multi_heap_free": 64}, "space": {"block": 4, "largest": 932},
            "instructions": dict.fromkeys(("alloc", "aligned alloc", "free", "look"), call)}


class VerdictTest(unittest.TestCase):
    def test_bars_that_are_met_and_missed(self):
        self.assertEqual(bars.missed(figures(140)), [])
        self.assertEqual(bars.missed(figures(141)), ["free, worst"])
        self.assertEqual(bars.missed(figures(171)), ["alloc, worst", "free, worst"])

    def test_the_table_says_which_and_colours_only_where_wanted(self):
        report = {"aarch64": figures(999), "cortex-m3": figures(141)}
        plain = list(table.printed(report, Pen(False)))
        self.assertEqual(plain[-1], "Missed on cortex-m3: free, worst")
        self.assertNotIn("\x1b", "".join(plain))
        self.assertIn("\x1b[31m", "".join(table.printed(report, Pen(True))))

    def test_the_page_has_every_figure(self):
        text = page.text({"cortex-m3": figures(141)})
        for part in ("| free, worst | instructions | 141 | at most 140 | missed |", "a-board",
                     "| `smh::work` | .text | 1,500 |", "10 instructions on Cortex-M3",
                     "| `smh::work` | 80.0 | 80.0 | 80.0 |"):
            self.assertIn(part, text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
