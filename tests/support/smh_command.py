"""Runs the smh command, the first argument of every test that uses this, as its users do."""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import termios
import unittest

COMMAND = sys.argv[1]


def smh(*arguments, **options):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL, **options)


def on_terminal(*arguments, columns=0, **variables):
    """What the command writes to a terminal, standard output and error together. Without columns the
    terminal does not say how wide it is."""
    environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **variables}
    environment = {name: value for name, value in environment.items() if value is not None}
    reader, writer = pty.openpty()
    termios.tcsetwinsize(writer, (60, columns))
    with subprocess.Popen([COMMAND, *arguments], stdin=writer, stdout=writer, stderr=writer,
                          env=environment) as process:
        os.close(writer)
        output = b""
        while True:
            try:
                part = os.read(reader, 65536)
            except OSError:  # how Linux says that the other side is closed
                part = b""
            if not part:
                break
            output += part
    os.close(reader)
    return process.returncode, output.decode()


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = pathlib.Path(folder.name)

    def assert_refused(self, result, *words):
        """Exit code 2, nothing on stdout, one line on stderr that has these words."""
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("smh: "), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def write(self, name, content):
        path = self.work / name
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return str(path)
