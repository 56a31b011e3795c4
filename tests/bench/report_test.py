#!/usr/bin/python3
"""The report of the benchmarks, with programs that only pretend to measure.

usage: report_test.py BENCH_RUN SOURCE_ROOT
"""

import json
import pathlib
import subprocess
import sys
import unittest

from smh_command import CommandTest, on_terminal, smh

ROOT = pathlib.Path(sys.argv[2])
sys.path.insert(0, str(ROOT / "bench"))

from report.bars import Bar  # noqa: E402
from report.figures import apart  # noqa: E402
from report.peers import PEERS  # noqa: E402
from report.results import Results  # noqa: E402
from report.rows import Row  # noqa: E402
from report.taking import merged  # noqa: E402

PRETENDED = """#!/bin/sh
case $1 in
describe) echo '{"bounded": true, "threads": true}' ;;
mean) echo '{"ns": [30, 20.5], "failed": 0}' ;;
tail) echo '{"p50": 50, "p99": 99, "p99.9": 100, "max": 1234, "distribution": [[0, 9], [0.9, 9]]}' ;;
packing) echo '{"percent": 91}' ;;
scaling) echo '{"operations_per_second": 5e6}' ;;
growth) echo '{"ns": 12.5}' ;;
overhead) echo '{"bytes_per_block": 8.0, "control_block": {"4096": 112},
                 "add_ms": 0.5, "resident_bytes": 4096, "metadata_bytes": 8192}' ;;
esac
"""


class RunTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.programs, self.traces = self.work / "programs", self.work / "traces"
        self.programs.mkdir()
        self.traces.mkdir()
        (self.traces / "sqlite3.smht").touch()
        for peer in PEERS:
            self.program(peer, PRETENDED)

    def program(self, peer, text):
        file = self.programs / f"bench_{peer}"
        file.write_text(text)
        file.chmod(0o755)

    def arguments(self):
        return ["--programs", self.programs, "--traces", self.traces, "--report", self.work]

    def run_bench(self, *more):
        return smh(*self.arguments(), *more)

    def write_performance(self):
        return subprocess.run([ROOT / "scripts/write-performance", "--report", self.work,
                               "--docs", self.work], capture_output=True, text=True, check=False)


class Rows(RunTest):
    def test_peers_that_fail_stop_nothing(self):
        (self.programs / "bench_jemalloc").unlink()
        self.program("tbb", "#!/bin/sh\necho bench_tbb: no memory >&2\nexit 2\n")
        self.program("pmr", "#!/bin/sh\necho nothing of use\n")
        self.program("memkind", PRETENDED.replace('"failed": 0', '"failed": 7'))
        result = self.run_bench()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("\x1b", result.stdout + result.stderr)
        for words in ("bench_jemalloc is not there: make bench", "bench_tbb: no memory",
                      "printed no JSON: 'nothing of use", "memkind, 4 rows: 7 allocations failed",
                      "callgrind counted nothing"):
            self.assertIn(words, result.stdout)
        self.assertRegex(result.stdout, r"\nsmh +20\.5 +1\.00 .* 100 +1,234 +91 / 91 ")
        self.assertRegex(result.stdout, r"\nmean on M, of glibc's +1\.000 +at most 0\.45 +missed\n")
        self.assertRegex(result.stdout, r"\npacking P8, per cent +91 +at least 90 +met\n")
        self.page_has_the_figures()

    def page_has_the_figures(self):
        result = self.write_performance()
        self.assertEqual(result.returncode, 0, result.stderr)
        page = (self.work / "performance.md").read_text()
        report = json.loads((self.work / "report.json").read_text())
        self.assertIn(report["machine"]["processor"], page)
        self.assertIn("| **smh** | **20.5 (1.00)** |", page)
        for name in ("mean", "tail", "packing", "growth"):
            self.assertIn(f"(performance/{name}.svg)", page)
            picture = (self.work / "performance" / f"{name}.svg").read_bytes()
            self.assertLess(len(picture), 200_000)

    def test_smoke_wants_every_row(self):
        self.program("tbb", "#!/bin/sh\nkill -9 $$\n")
        result = self.run_bench("--smoke")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("ended by signal 9", result.stdout)
        self.assertIn("not judged", result.stdout)
        refused = self.write_performance()
        self.assertEqual(refused.returncode, 2)
        self.assertIn("smoke run", refused.stderr)

    def test_slow_program_is_given_up(self):
        self.program("null", PRETENDED.replace("tail)", "tail) exec sleep 100; "))
        result = self.run_bench("--smoke", "--seconds", "3")
        self.assertIn("null, tail M: took longer than 3 s", result.stdout)

    def test_what_cannot_begin(self):
        (self.traces / "sqlite3.smht").unlink()
        for message in ("bench/record-traces", "make bench builds them"):
            result = self.run_bench()
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
            self.assertIn(message, result.stderr)
            for file in self.programs.iterdir():
                file.unlink()
        self.assertIn("make bench writes it", self.write_performance().stderr)

    def test_colour_on_a_terminal(self):
        for variables, coloured in (({"NO_COLOR": None}, True), ({"NO_COLOR": "1"}, False)):
            code, output = on_terminal(*self.arguments(), "--smoke", **variables)
            self.assertEqual(code, 1)
            self.assertEqual("\x1b[1msmh" in output, coloured)


class Figures(unittest.TestCase):
    def test_bars_are_met_at_the_bar(self):
        self.assertEqual(Bar("", 0.45, 0.45).verdict(), "met")
        self.assertEqual(Bar("", 0.46, 0.45).verdict(), "missed")
        self.assertEqual(Bar("", 90, 90, least=True).verdict(), "met")
        self.assertEqual(Bar("", 89, 90, least=True).verdict(), "missed")
        self.assertEqual(Bar("", None, 1).verdict(), "not measured")

    def test_traces_count_alike(self):
        results = Results({"rows": [
            {"measure": "mean", "peer": peer, "workload": f"T/{name}", "ns": [time], "failed": 0}
            for peer, times in (("smh", (2, 9)), ("glibc", (1, 2)))
            for name, time in zip("ab", times)]})
        self.assertAlmostEqual(results.mean_ratio("smh", "T", "glibc"), 3)
        self.assertIsNone(results.mean_ratio("smh", "T", "mimalloc"))

    def test_of_several_turns_the_best_counts_as_a_whole(self):
        row = Row("tail", "smh", (("workload", "M"),))
        best = {"p99.9": 208, "max": 800}
        found = merged(row, [{"p99.9": 494, "max": 700}, {"p99.9": 208, "max": 900}, best])
        self.assertEqual(found, {"measure": "tail", "peer": "smh", "workload": "M", **best})

    def test_growth_with_a_gap_is_not_measured(self):
        rows = [{"measure": "growth", "peer": "smh", "series": "size", "region": size,
                 "regions": 1, "ns": time} for size, time in ((1, 2), (2, 3))]
        self.assertEqual(Results({"rows": rows}).spread("size"), 1.5)
        rows[0] = {**rows[0], "missing": "no memory"}
        self.assertIsNone(Results({"rows": rows}).spread("size"))

    def test_labels_keep_apart_and_in_order(self):
        moved = apart([5, 1, 1, 1.1, 9], 1)
        self.assertEqual(sorted(range(5), key=lambda each: moved[each]), [1, 2, 3, 0, 4])
        ordered = sorted(moved)
        for below, above in zip(ordered, ordered[1:]):
            self.assertGreaterEqual(above - below, 1 - 1e-9)
        self.assertEqual(apart([1, 3], 1), [1, 3])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
