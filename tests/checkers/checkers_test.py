#!/usr/bin/env python3
"""Makes each mistake (misuse.cpp) under a memory checker, and compares what that says with what it is
to say: what was done, in which function, and where.

usage: checkers_test.py (asan | valgrind) (told | quarantine | untold) PROGRAM

`told`: the program's library tells the checker of its blocks. `quarantine`: and does not use freed
blocks again at once. `untold`: it tells nothing, and then nothing may be seen.
"""

import re
import subprocess
import sys
import unittest

CHECKER, LIBRARY, PROGRAM = sys.argv[1:]
MEMCHECK = ["valgrind", "--quiet", "--leak-check=full", "--error-exitcode=9"]

READ, WRITE, CLEAR = ("read", "read_byte"), ("write", "write_byte"), ("write", "clear")
BEHIND = "0 bytes after a block of size 25 alloc'd"
FREED = "0 bytes inside a block of size 25 free'd"
SYMBOL = 'inside data symbol "'
ALIAS = "in a rw- mapped file"

# What is done, in which function, and where: in words of memcheck.
SEEN = {
    "read-behind": (READ, BEHIND),
    "write-behind": (WRITE, BEHIND),
    "clear-behind": (CLEAR, BEHIND),
    "read-before": (READ, "1 bytes before a block of size 25 alloc'd"),
    "read-freed": (READ, FREED),
    "write-freed": (WRITE, "24 bytes inside a block of size 25 free'd"),
    "read-behind-aligned": (READ, BEHIND),
    "read-behind-shrunk": (READ, BEHIND),
    "read-moved": (READ, FREED),
    "read-behind-line": (READ, "0 bytes after a block of size 64 alloc'd"),
    "read-behind-clients": (READ, BEHIND),
    "read-behind-alias": (READ, ALIAS),
    "read-freed-by-alias": (READ, FREED),
    "read-alias-of-freed": (READ, ALIAS),
    "read-control-block": (READ, SYMBOL),
    "read-outside": (READ, SYMBOL),
    "read-edge": (READ, SYMBOL),
}
# Where freed blocks are not used again at once. Memcheck names an allocated block near by first.
SEEN_IN_QUARANTINE = {"read-reused": (READ, "after a recently re-allocated block of size 25 alloc'd")}
# By memcheck alone: the report of each.
SEEN_BY_MEMCHECK = {
    "decide-by-fresh": r"depends on uninitialised value.*\n.*: .*decide_by",
    "decide-by-grown": r"depends on uninitialised value.*\n.*: .*decide_by",
    "lose-block": r"25 bytes in 1 blocks are definitely lost(.*\n)+.*lose_block",
}


def asan_report(done, function):
    inner = r" +#0 .*memset.*\n" if function == "clear" else ""
    place = 1 if inner else 0
    return (rf"ERROR: AddressSanitizer: use-after-poison .*\n{done.upper()} of size \d+ .*\n"
            rf"{inner} +#{place} .* in .*{function}")


def memcheck_report(done, function, place):
    # memset comes first where it is not the compiler's.
    return (rf"Invalid {done} of size \d+\n(.*memset.*\n)?.*: .*{function}\((.*\n)+?"
            rf".*Address 0x.* is .*{re.escape(place)}")


class CheckersTest(unittest.TestCase):
    def make(self, misuse):
        """The exit code of the program that makes it, and what was said."""
        command = [*(MEMCHECK if CHECKER == "valgrind" else []), PROGRAM, misuse]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return result.returncode, result.stdout + result.stderr

    def assert_seen(self, misuse, report):
        with self.subTest(misuse):
            code, said = self.make(misuse)
            self.assertRegex(said, report)
            self.assertNotEqual(code, 0)

    def assert_unseen(self, misuse):
        with self.subTest(misuse):
            self.assertEqual(self.make(misuse), (0, ""))

    def test_accesses(self):
        for misuse, ((done, function), place) in (SEEN | SEEN_IN_QUARANTINE).items():
            if LIBRARY == "untold":
                self.assert_unseen(misuse)
            elif LIBRARY == "quarantine" or misuse in SEEN:
                self.assert_seen(misuse, asan_report(done, function) if CHECKER == "asan"
                                 else memcheck_report(done, function, place))

    def test_values_and_leaks(self):
        for misuse, report in SEEN_BY_MEMCHECK.items():
            if CHECKER == "valgrind" and LIBRARY != "untold":
                self.assert_seen(misuse, report)
            else:
                self.assert_unseen(misuse)

    def test_who_freed_and_who_allocated(self):
        if CHECKER == "valgrind" and LIBRARY != "untold":
            self.assert_seen("read-freed", r"free'd\n(.*\n)+?.*: .*freed\((.*\n)+?"
                                           r".*Block was alloc'd at\n(.*\n)+?.*: .*freed\(")

    def test_there_must_be_such_a_misuse(self):
        code, said = self.make("nothing")
        self.assertEqual((code, said), (2, "there is no such misuse\n"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
