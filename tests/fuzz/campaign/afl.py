"""One target under AFL++: how it is started, and what it says."""

import shutil

from .outcome import Outcome

NAME = "afl"


class Run:
    def __init__(self, target, folder, seconds):
        self.target, self.seconds = target, seconds
        self.log = folder / "log"
        self.results = folder / "results"
        self.begin = folder / "begin"
        for place in (self.results, self.begin):
            shutil.rmtree(place, ignore_errors=True)
        self.begin.mkdir(parents=True)
        for place in target.inputs():
            for file in place.iterdir():
                shutil.copy(file, self.begin / f"{place.name}-{file.name}")

    def command(self):
        dictionary = self.target.dictionary()
        return ["afl-fuzz", "-i", self.begin, "-o", self.results, "-V", str(self.seconds),
                "-m", "none", "-t", "5000", *(["-x", dictionary] if dictionary else []),
                "--", self.target.program]

    def environment(self):
        return {"AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1",
                # Where the kernel hands crashes to a program, some may be missed.
                "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
                "ASAN_OPTIONS": "abort_on_error=1:symbolize=0:detect_leaks=0",
                "UBSAN_OPTIONS": "halt_on_error=1:abort_on_error=1:symbolize=0"}

    def figures(self):
        file = self.results / "default/fuzzer_stats"
        lines = file.read_text().splitlines() if file.is_file() else []
        return {name.strip(): value.strip() for name, _, value in
                (line.partition(":") for line in lines)}

    def outcome(self, code=0):
        """Until now, or in all."""
        figures = self.figures()

        def number(name):
            return int(figures.get(name, 0))

        found = [file for kind in ("crashes", "hangs")
                 for file in (self.results / "default" / kind).glob("id:*")]
        return Outcome(executions=number("execs_done"), edges=number("edges_found"),
                       all_edges=number("total_edges"), corpus=number("corpus_count"),
                       crashes=sorted(found), broken=code != 0)
