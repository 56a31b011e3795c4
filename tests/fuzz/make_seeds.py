#!/usr/bin/python3
"""Writes the inputs that fuzzing begins with: a folder for each kind of target."""

import pathlib
import random
import subprocess
import sys

import traces

HERE = pathlib.Path(__file__).resolve().parent
BOARDS = HERE.parent.parent / "boards"


def blob(source):
    return subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", source], check=True,
                          stdout=subprocess.PIPE, timeout=60).stdout


def devicetree_seeds():
    for source in (*sorted(BOARDS.glob("*.dts")), *sorted((HERE / "seeds/devicetree").glob("*.dts"))):
        yield source.stem, blob(source)


def small_events():
    events = traces.Events()
    events.malloc(0x1000, 100)
    events.aligned(0x40, 64, 50)
    events.failed(1 << 40)
    events.realloc(0x1000, 0x2000, 300)
    events.free(0x2000)
    return events


def trace_files():
    events = small_events()
    whole = traces.trace(events)
    fork = traces.Events()
    fork.free(0x5000)
    fork.realloc(0x6000, 0x7000, 8)
    yield "whole", whole
    yield "cut", whole[:-7]
    yield "empty", traces.trace(traces.Events())
    yield "fork", (traces.header(flags=1) + traces.chunk(traces.EVENTS, fork.body)
                   + traces.chunk(traces.END, traces.number(fork.count)))


def trace_seeds():
    """The first byte says whether the target puts the checksums right."""
    for name, file in trace_files():
        yield name, b"\1" + file
        yield name + "-as-it-is", b"\0" + file


def command_seeds():
    lines = [line for line in (HERE / "seeds/command/words.txt").read_text().splitlines()
             if not line.startswith("#")]
    files = {"board": blob(HERE / "seeds/devicetree/holes.dts"),
             "trace": dict(trace_files())["whole"]}
    for number, line in enumerate(lines):
        words = line.replace(" ", "\n").encode() + b"\n\n"
        for kind, file in files.items() if "input" in line else [("none", b"")]:
            yield f"{number:02}-{kind}", words + file


def pool_seeds():
    """Any bytes are a history; these are the same each time."""
    chance = random.Random(1)
    for number in range(24):
        yield f"{number:02}", chance.randbytes(100 << number % 4)


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind, seeds in (("devicetree", devicetree_seeds()), ("trace", trace_seeds()),
                        ("command", command_seeds()), ("pool", pool_seeds())):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, contents in seeds:
            (folder / kind / name).write_bytes(contents)


if __name__ == "__main__":
    main()
