"""All figures of each level, as plain data."""

import dataclasses
import functools
import pathlib
import subprocess

from footprint.measure import measure
from footprint.target import read_targets

# Where each operation validates the region, an operation is as long as the region has blocks.
EXTREME = "extreme"


@dataclasses.dataclass(frozen=True)
class Effort:
    """How much is done for one figure."""
    rounds: int
    operations: int  # of each run
    counted: int     # operations under callgrind


FULL = Effort(rounds=7, operations=1_000_000, counted=200_000)
SMOKE = Effort(rounds=1, operations=2_000, counted=500)


def at(level, operations):
    """How many of them a level is given."""
    return operations // 100 if level == EXTREME else operations


@dataclasses.dataclass(frozen=True)
class Build:
    """What a build has made: programs and libraries of this machine, and a board's images."""
    folder: pathlib.Path

    @property
    def programs(self):
        return self.folder / "bench"

    def library(self, level):
        return self.folder / f"libsmh_{level}.a"

    @functools.cached_property
    def images(self):
        return {target.name: target for target in read_targets(self.folder / "firmware/levels.json")}


def code(library):
    """Bytes of code and constants in all of a library."""
    lines = subprocess.run(["size", library], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    return sum(int(line.split()[0]) for line in lines[1:])


def times(programs, levels, effort, progress):
    """By level, nanoseconds of a mean operation of M: the least of many runs, taken in turns."""
    least = {}
    for number in range(effort.rounds):
        for level in levels:
            progress(f"time, round {number + 1} of {effort.rounds}: {level}")
            found = programs.measure(f"smh_{level}", "mean", "M", "--runs", "1",
                                     "--operations", str(at(level, effort.operations)))
            least[level] = min([*found["ns"], least.get(level, float("inf"))])
    return least


def host(programs, build, level, effort):
    overhead = programs.measure(f"smh_{level}", "overhead")
    counted = at(level, effort.counted)
    return {"instructions": programs.instructions(f"smh_{level}", "M", counted),
            "code": code(build.library(level)),
            "block": overhead["bytes_per_block"],
            "control block": overhead["control_block"]["65536"]}


def measured(build, programs, effort, progress):
    """By level, what it costs on this machine and on the board."""
    levels = list(build.images)
    figures = {level: {"host": {}} for level in levels}
    for level, least in times(programs, levels, effort, progress).items():
        figures[level]["host"]["ns"] = least
    for level in levels:
        progress(f"instructions and bytes: {level}")
        figures[level]["host"] |= host(programs, build, level, effort)
        progress(f"on the board: {level}")
        figures[level]["board"] = measure(build.images[level], counted=level != EXTREME)
    return figures
