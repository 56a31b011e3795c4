#!/usr/bin/env python3
"""Records programs, usual and not, and replays what was recorded.

usage: record_test.py COMMAND CALLS THREADS UNUSUAL STATIC
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

from smh_command import COMMAND, CommandTest, smh

CALLS, THREADS, UNUSUAL, STATIC = sys.argv[2:6]
LAST_LINE = re.compile(r"smh: (.*): ([\d,]+) operations? in (\d+) files?(.*)\n$")


class RecordTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.file = str(self.work / "a.trace")

    def record(self, *command, code=0, **options):
        """What `smh record` says, as (operations, files, the rest)."""
        result = smh("record", "-o", self.file, "--", *command, **options)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        said = LAST_LINE.search(result.stderr)
        self.assertIsNotNone(said, result.stderr)
        self.output = result.stdout
        return int(said[2].replace(",", "")), int(said[3]), said[4]

    def python(self, script, **options):
        return self.record(sys.executable, "-c", script, **options)

    def replay(self, file=None):
        result = smh("replay", "--json", file or self.file)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        found = json.loads(result.stdout)
        self.assertEqual((found["broken"], found["failures"], found["consistent"]), (0, 0, True))
        return found

    def others(self):
        return sorted(str(path) for path in self.work.glob("a.trace.*"))

    def replay_all(self):
        """All files' operations."""
        return sum(self.replay(file)["operations"] for file in [self.file, *self.others()])


class Programs(RecordTest):
    def test_python(self):
        operations, files, rest = self.python("import json; print(json.dumps([1] * 1000))")
        self.assertEqual(self.output.count("1"), 1000)
        self.assertEqual((files, rest), (1, ""))
        found = self.replay()
        self.assertEqual(found["operations"], operations)
        self.assertFalse(found["cut_off"])
        self.assertGreater(found["peak_requested"], 100_000)
        self.assertEqual(found["command"][:2], [sys.executable, "-c"])

    def test_every_call(self):
        # As the program's comments count them; the C++ library has one of its own.
        expected = 3 * 3 + 2 * 5 + 1 + (2 + 2 + 1 + 1) + 2
        operations, _, rest = self.record(CALLS)
        self.assertIn(operations, (expected, expected + 1))
        self.assertEqual(rest, "")
        self.assertEqual(self.replay()["operations"], operations)

    def test_threads_in_an_order_that_can_be(self):
        operations, _, _ = self.record(THREADS)
        self.assertGreater(operations, 4 * 50_000)
        self.assertEqual(self.replay()["operations"], operations)

    def test_exit_codes(self):
        for script, code in (("exit 7", 7), ("kill -TERM $$", 128 + 15), ("kill -9 $$", 128 + 9)):
            self.record("sh", "-c", script, code=code)

    def test_output_and_input_are_the_programs(self):
        result = subprocess.run([COMMAND, "record", "-o", self.file, "--", "cat"], input="hello",
                                capture_output=True, text=True, check=True)
        self.assertEqual(result.stdout, "hello")

    def test_arguments_are_the_programs_to_the_letter(self):
        words = ["", "--", "-o", "--json", "--help", "[]", "{}", "[a,b]", "a b", r"\n", "'q'", "%%"]
        self.record("sh", "-c", 'printf "%s|" "$@"', "name", *words)
        self.assertEqual(self.output, "".join(f"{word}|" for word in words))

    def test_script_by_its_name(self):
        script = self.work / "script"
        script.write_text(f"#!{sys.executable}\nprint('hello')\n")
        script.chmod(0o755)
        operations, _, _ = self.record(str(script))
        self.assertEqual(self.output, "hello\n")
        self.assertGreater(operations, 1000)

    def test_relative_name_and_another_folder(self):
        result = smh("record", "-o", "a.trace", "--", "sh", "-c", "cd /; exec ls", cwd=self.work)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(self.others()), 1)
        self.replay_all()


class Processes(RecordTest):
    def test_forks_beside_a_busy_thread(self):
        operations, files, _ = self.record(UNUSUAL, "fork", cwd=self.work)
        self.assertEqual(files, 21)
        self.assertEqual(self.replay_all(), operations)

    def test_fork_of_python(self):
        operations, files, rest = self.python(
            "import os\nif os.fork() == 0:\n    a = [bytearray(999) for _ in range(2000)]\n"
            "    os._exit(0)\nos.wait()")
        self.assertEqual((files, rest), (2, ""))
        self.assertEqual(self.replay_all(), operations)

    def test_exec_in_the_same_process(self):
        operations, files, rest = self.record(CALLS, "exec", code=42)
        self.assertEqual((files, rest), (1, ""))  # the second image has no preload
        operations, files, rest = self.record(
            "sh", "-c", f"exec {sys.executable} -c 'print(1)'")
        self.assertEqual((files, rest), (2, ""))
        self.assertEqual(self.replay_all(), operations)
        self.assertEqual(self.replay()["command"][0], "sh")
        self.assertEqual(self.replay(self.others()[0])["command"][0], sys.executable)

    def test_programs_that_are_started(self):
        operations, files, rest = self.python(
            "import subprocess\nsubprocess.run(['ls'], stdout=subprocess.DEVNULL)\n"
            "subprocess.run('ls >/dev/null; true', shell=True)")
        self.assertGreaterEqual(files, 4)
        self.assertEqual(rest, "")
        self.assertEqual(self.replay_all(), operations)

    def test_child_that_shares_memory_does_not_end_the_recording(self):
        operations, files, rest = self.record(UNUSUAL, "vfork")
        self.assertEqual((files, rest), (1, ""))
        self.assertGreaterEqual(operations, 2 * 2 * 5000)

    def test_files_of_old_stay_and_do_not_count(self):
        self.record("sh", "-c", "ls >/dev/null; true")
        old = {name: pathlib.Path(name).read_bytes() for name in self.others()}
        self.assertTrue(old)
        _, files, _ = self.record("true")
        self.assertEqual(files, 1)
        self.assertEqual(old, {name: pathlib.Path(name).read_bytes() for name in self.others()})


class Misfortunes(RecordTest):
    def test_killed(self):
        operations, _, rest = self.python(
            "import os\na = [bytearray(1000) for _ in range(20000)]\nos.kill(os.getpid(), 9)",
            code=128 + 9)
        self.assertEqual(rest, ", 1 cut off")
        self.assertGreater(operations, 20_000)
        found = self.replay()
        self.assertTrue(found["cut_off"])
        self.assertEqual(found["operations"], operations)

    def test_terminated_through_the_command(self):
        with subprocess.Popen([COMMAND, "record", "-o", self.file, "--", "sleep", "100"],
                              stderr=subprocess.PIPE, text=True) as process:
            while not os.path.exists(self.file) or os.path.getsize(self.file) == 0:
                time.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + 15)
        self.assertRegex(said, LAST_LINE)

    def test_terminated_at_any_moment_leaves_no_program(self):
        for moment in range(100):
            with self.subTest(moment=moment), \
                 subprocess.Popen([COMMAND, "record", "-o", self.file, "--", "sleep", "100"],
                                  stderr=subprocess.PIPE) as process:
                time.sleep(moment * 0.0001)
                process.send_signal(signal.SIGTERM)
                # The program holds the other end for as long as it runs.
                process.communicate(timeout=60)
                self.assertIn(process.returncode, (-15, 128 + 15))

    def test_full_disk(self):
        self.file = "/dev/full"
        self.assertEqual(self.python("print(sum(range(1000)))"),
                         (0, 0, ", nothing could be written to it"))
        self.assertEqual(self.output, "499500\n")

    def test_disk_that_fills_up(self):
        folder = self.work / "small"
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "smh", folder],
                                 stderr=subprocess.DEVNULL, check=False)
        if mounted.returncode != 0:
            self.skipTest("a small file system cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", folder], check=True)
        self.file = str(folder / "a.trace")
        # Objects beyond 512 bytes: smaller ones Python takes from memory of its own.
        script = "a = [bytes(600 + n % 100) for n in range(50000)]; print(len(a))"
        operations, files, rest = self.python(script)
        self.assertEqual(self.output, "50000\n")
        self.assertEqual((files, rest), (1, ", 1 cut off"))
        self.assertGreater(operations, 1000)
        self.assertEqual(self.replay()["operations"], operations)

    def test_file_size_limit(self):
        operations, _, rest = self.record(UNUSUAL, "limit")
        self.assertEqual(rest, ", 1 cut off")
        self.assertGreater(operations, 100)
        self.assertEqual(self.replay()["operations"], operations)

    def test_program_that_closes_everything(self):
        operations, _, rest = self.record(UNUSUAL, "close", cwd=self.work)
        self.assertEqual(rest, "")
        self.assertGreaterEqual(operations, 2 * 2 * 5000)
        self.assertEqual((self.work / "own").read_bytes(), b"")
        self.assertEqual(self.replay()["operations"], operations)

    def test_signal_handlers_and_quick_exit(self):
        for what in ("signal", "quick"):
            operations, _, rest = self.record(UNUSUAL, what)
            self.assertEqual(rest, "")
            self.assertEqual(self.replay()["operations"], operations)

    def test_environment_that_is_emptied(self):
        _, files, rest = self.record("env", "-i", shutil.which("ls"), "/")
        self.assertEqual((files, rest), (1, ""))


class Refused(RecordTest):
    def refused(self, program, *words, file=None):
        self.assert_refused(smh("record", "-o", file or self.file, "--", program), *words)
        self.assertFalse(pathlib.Path(self.file).exists())

    def program(self, name, content, mode=0o755):
        path = self.work / name
        path.write_bytes(content)
        path.chmod(mode)
        return str(path)

    def test_static(self):
        self.refused(STATIC, "cannot be recorded", "statically linked")

    def test_set_user_id_and_set_group_id(self):
        content = pathlib.Path(CALLS).read_bytes()
        for mode in (0o4755, 0o2755):
            self.refused(self.program(f"set{mode}", content, mode), "cannot be recorded", "set-user")

    def test_capabilities(self):
        program = self.program("capable", pathlib.Path(CALLS).read_bytes())
        # Version 2, cap_net_raw permitted.
        value = bytes([1, 0, 0, 2, 0, 0x20, 0, 0]) + bytes(12)
        try:
            os.setxattr(program, "security.capability", value)
        except OSError:
            self.skipTest("a file cannot be given capabilities here")
        self.refused(program, "cannot be recorded", "file capabilities")

    def test_scripts_of_such(self):
        self.refused(self.program("script", f"#!{STATIC} x\n".encode()), STATIC, "statically")
        self.refused(self.program("none", b"#!/no/where\n"), "/no/where", "No such file")
        loop = self.work / "loop"
        self.refused(self.program("loop", f"#! {loop}\n".encode()), "never end")

    def test_another_dynamic_linker(self):
        content = pathlib.Path(CALLS).read_bytes()
        (linker,) = set(re.findall(rb"/lib[\w/-]*/ld-[\w.-]+", content))
        other = linker[:-1] + b"X"
        self.refused(self.program("other", content.replace(linker, other)), other.decode())

    def test_no_program(self):
        self.refused("no-such-program", "no such program", "PATH")
        self.refused("/no/such/program", "No such file")
        self.refused(str(self.work), "not an executable file")
        self.refused(self.program("plain", b"", 0o644), "not an executable file")
        self.refused(self.program("text", b"hello"), "neither a program nor a script")
        self.refused(self.program("cut", b"\x7fELF"), "neither a program nor a script")
        self.refused(self.program("short", b"\x7fELF\2\1\1"), "statically linked")

    def test_no_file(self):
        self.refused("true", "/no/where", file="/no/where/a.trace")
        self.refused("true", "a.trace", file=str(self.work / "a.trace" / "b"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
