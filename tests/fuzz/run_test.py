"""tests/fuzz/run with a target that only pretends: what is reported, and how it ends."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

RUN = pathlib.Path(__file__).resolve().parent / "run"

# Says what libFuzzer says. The words are its arguments.
TARGET = """#!/bin/sh
for word; do case $word in -artifact_prefix=*) prefix=${word#*=};; esac; done
echo 'INFO: Loaded 1 modules   (500 inline 8-bit counters): 500 [0x1, 0x2),'
echo '#2      INITED cov: 100 ft: 100 corp: 1/1b exec/s: 0 rss: 30Mb'
echo '#4096   pulse  cov: 123 ft: 456 corp: 78/9Kb lim: 10 exec/s: 4096 rss: 40Mb'
ENDING
"""
WELL = "echo 'stat::number_of_executed_units: 5000'"
CRASH = """echo input > "${prefix}crash-1"
echo "artifact_prefix='$prefix'; Test unit written to ${prefix}crash-1"
exit 77"""
SLOW = 'echo "Test unit written to ${prefix}slow-unit-1"'


class RunTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)

    def target(self, name, ending):
        file = self.folder / f"fuzz_{name}"
        file.write_text(TARGET.replace("ENDING", ending))
        file.chmod(0o755)

    def run_all(self, *words):
        return subprocess.run([sys.executable, RUN, "--build", self.folder, *words], timeout=60,
                              capture_output=True, text=True, check=False)

    def test_figures(self):
        self.target("one", WELL)
        ran = self.run_all("--json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        one, = json.loads(ran.stdout)
        self.assertEqual((one["target"], one["executions"], one["edges"], one["all_edges"],
                          one["corpus"], one["crashes"]), ("one", 5000, 123, 500, 78, []))

    def test_a_crash_is_named_and_can_be_replayed(self):
        self.target("bad", CRASH)
        self.target("good", WELL)
        ran = self.run_all("--json")
        self.assertEqual(ran.returncode, 1)
        bad, good = json.loads(ran.stdout)
        crash, = bad["crashes"]
        self.assertEqual(pathlib.Path(crash["input"]).read_text(), "input\n")
        self.assertEqual(crash["replay"], f"{self.folder}/fuzz_bad {crash['input']}")
        self.assertEqual(good["crashes"], [])
        ran = self.run_all()
        self.assertEqual(ran.returncode, 1)
        self.assertIn(crash["replay"], ran.stdout)

    def test_a_slow_input_is_no_crash(self):
        self.target("slow", SLOW)
        self.assertEqual(self.run_all().returncode, 0)

    def test_an_engine_that_breaks_is_a_failure(self):
        self.target("broken", "exit 1")
        ran = self.run_all()
        self.assertEqual(ran.returncode, 1)
        self.assertIn("broken", ran.stdout)

    def test_what_cannot_begin(self):
        self.assertEqual(self.run_all().returncode, 2)
        self.target("one", WELL)
        ran = self.run_all("--only", "two")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("no target two: there are one", ran.stderr)


if __name__ == "__main__":
    unittest.main()
