"""How far a run is: one line that changes on a terminal, a line for each batch elsewhere."""

import shutil
import sys
import time


class Progress:
    def __init__(self, total, stream=sys.stderr):
        self.total, self.stream = total, stream
        self.finished = 0
        self.begin = time.monotonic()
        self.terminal = stream.isatty()

    def show(self, name):
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            self.write("\r\x1b[K" + f"{self.head()} {name}"[:width])

    def done(self):
        self.finished += 1

    def batch(self, row):
        """A batch begins."""
        if not self.terminal:
            workload = dict(row.keys).get("workload", "")
            self.write(f"{self.head()} {row.measure} {workload}".rstrip() + "\n")

    def end(self):
        if self.terminal:
            self.write("\r\x1b[K")

    def seconds(self):
        return int(time.monotonic() - self.begin)

    def head(self):
        seconds = self.seconds()
        return f"{seconds // 60:3}:{seconds % 60:02} {100 * self.finished // self.total:3} %"

    def write(self, text):
        self.stream.write(text)
        self.stream.flush()
