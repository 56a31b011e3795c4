"""Runs the engine on all targets, a few at a time, and shows how far it is."""

import concurrent.futures
import os
import subprocess
import sys
import tempfile
import threading
import time

# After the engine's own time: to read what it begins with, and to write what it knows.
PATIENCE = 300


class Work:
    def __init__(self, runs, jobs, stream=sys.stderr):
        self.runs, self.jobs, self.stream = runs, jobs, stream
        self.begun = {}     # by run, when
        self.outcomes = {}  # of those that are done
        self.stopping = threading.Event()

    def do(self):
        """The outcomes, in the order of the runs."""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as threads:
            try:
                futures = {threads.submit(self.perform, run): run for run in self.runs}
                self.watch(futures)
            finally:
                self.stopping.set()
        return [self.outcomes[run] for run in self.runs]

    def perform(self, run):
        self.begun[run] = begin = time.monotonic()
        # A target that fails leaves its own temporary files behind.
        with tempfile.TemporaryDirectory() as folder:
            code = self.wait(run, {**os.environ, **run.environment(), "TMPDIR": folder})
        outcome = run.outcome(code)
        outcome.seconds = time.monotonic() - begin
        self.outcomes[run] = outcome

    def wait(self, run, environment):
        with run.log.open("wb") as log, subprocess.Popen(
                run.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=environment) as process:
            while process.poll() is None:
                late = time.monotonic() - self.begun[run] > run.seconds + PATIENCE
                if self.stopping.wait(0.2) or late:
                    process.kill()
        return process.returncode

    def watch(self, futures):
        """On a terminal a line that changes, elsewhere one now and then."""
        terminal = self.stream.isatty()
        left = set(futures)
        while left:
            done, left = concurrent.futures.wait(left, timeout=1 if terminal else 20)
            for future in done:
                future.result()
            line = self.line()
            self.write("\r\x1b[K" + line if terminal else line + "\n")
        if terminal:
            self.write("\r\x1b[K")

    def line(self):
        now = time.monotonic()
        running = [f"{run.target.name} {now - begin:.0f} s {run.outcome().executions:,}"
                   for run, begin in self.begun.items() if run not in self.outcomes]
        return f"{len(self.outcomes)} of {len(self.runs)} targets" + "".join(
            f"; {text}" for text in running)

    def write(self, text):
        self.stream.write(text)
        self.stream.flush()
