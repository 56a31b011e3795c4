"""One target under libFuzzer: how it is started, and what it says."""

import pathlib
import re

from .outcome import Outcome

NAME = "libfuzzer"
STATUS = re.compile(r"^#\d+\s+\w+\s+cov: (\d+) .*?corp: (\d+)/", re.MULTILINE)
RUNS = re.compile(r"^#(\d+)\s", re.MULTILINE)
EDGES = re.compile(r"\((\d+) inline 8-bit counters\)")
WRITTEN = re.compile(r"Test unit written to (.+)$", re.MULTILINE)
EXECUTED = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)


class Run:
    def __init__(self, target, folder, seconds):
        self.target, self.seconds = target, seconds
        self.log = folder / "log"
        self.corpus = folder / "corpus"
        self.crashes = folder / "crashes"
        for place in (self.corpus, self.crashes):
            place.mkdir(parents=True, exist_ok=True)

    def command(self):
        dictionary = self.target.dictionary()
        return [self.target.program, self.corpus, *self.target.inputs(),
                *([f"-dict={dictionary}"] if dictionary else []),
                f"-max_total_time={self.seconds}", f"-artifact_prefix={self.crashes}/",
                "-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"]

    def environment(self):
        return {}

    def outcome(self, code=0):
        """Until now, or in all."""
        text = self.log.read_text(errors="replace") if self.log.is_file() else ""
        status = STATUS.findall(text)
        edges, corpus = map(int, status[-1]) if status else (0, 0)
        executed = EXECUTED.findall(text) or RUNS.findall(text)
        # An input that only takes long is no failure.
        written = [pathlib.Path(name) for name in WRITTEN.findall(text)]
        crashes = [file for file in written if not file.name.startswith("slow-unit")]
        return Outcome(executions=int(executed[-1]) if executed else 0, edges=edges,
                       all_edges=sum(map(int, EDGES.findall(text))), corpus=corpus,
                       crashes=crashes, broken=code != 0)
