#!/usr/bin/env python3
"""Short soaks: they do what they were asked for, say so, and damage nothing.

usage: soak_test.py SOAK
"""

import json
import sys
import unittest

from smh_command import on_terminal, smh


def json_lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


class Soak(unittest.TestCase):
    def soak(self, *arguments):
        result = smh(*arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stderr, "")
        return result

    def test_threads_for_a_time(self):
        *samples, outcome = json_lines(self.soak("--minutes", "0.05", "--interval", "0.2", "--json"))
        self.assertGreater(len(samples), 5)
        self.assertEqual(outcome["damage"], "")
        self.assertGreaterEqual(outcome["seconds"], 3)
        self.assertGreater(outcome["operations"], samples[0]["operations"])
        self.assertGreater(outcome["failures"], 0, "the memory is full now and then")
        for sample in samples:
            self.assertGreater(sample["used"], 1 << 19)
            self.assertTrue(0 < sample["fragmentation"] < 1)

    def test_one_thread_does_the_same_again(self):
        arguments = ("--threads", "1", "--operations", "500000", "--json")
        first, again, other = (json_lines(self.soak(*arguments, "--seed", seed))[-1]
                               for seed in ("7", "7", "8"))
        for name in ("operations", "failures", "checksum"):
            self.assertEqual(first[name], again[name], name)
        self.assertEqual(first["operations"], 500000)
        self.assertNotEqual(first["checksum"], other["checksum"])

    def test_text(self):
        arguments = ("--operations", "100000", "--interval", "0.01")
        text = self.soak(*arguments).stdout
        self.assertNotIn("\x1b", text)
        self.assertRegex(text, r"(?m)^ +elapsed +operations +operations/s +used +fragmentation +largest$")
        self.assertRegex(text, r"(?m)^100,000 operations in [\d.]+ s, [\d,]+ a second; [\d,]+ requests")
        for word in ("first tenth:", "last tenth:", "drift:", "no damage"):
            self.assertIn(word, text)
        code, text = on_terminal(*arguments)
        self.assertEqual(code, 0)
        self.assertIn("\x1b[1m", text)

    def test_wrong_arguments(self):
        for arguments in (["--minutes", "0"], ["--operations", "x"], ["--threads", "0"], ["more"],
                          ["--minutes", "1", "--operations", "1"]):
            self.assertEqual(smh(*arguments).returncode, 2, arguments)
        self.assertIn("Exit codes", smh("--help").stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
