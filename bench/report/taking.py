"""Takes the measures of a batch in turns, so that a machine that becomes slower hits all alike."""

import time

from .peers import PEERS
from .programs import NoFigure

ONCE = ("packing", "instructions", "overhead")  # no times
SLOW = 20  # seconds; who takes longer is measured once


def described(programs):
    """By peer, what its program says of itself; nothing where it does not run."""
    found = {}
    for peer in PEERS:
        try:
            found[peer] = programs.measure(peer, "describe")
        except NoFigure:
            found[peer] = {}
    return found


def take(batch, programs, effort, progress):
    """The batch's rows as dictionaries: keys and figures, or why there is none."""
    outcomes = [[] for _ in batch]
    finished = set()
    for _ in range(effort.rounds):
        for number, row in enumerate(batch):
            if number in finished:
                continue
            progress.show(row.name())
            begin = time.monotonic()
            outcomes[number].append(attempt(row, programs, effort))
            failed = "missing" in outcomes[number][-1]
            if failed or row.measure in ONCE or time.monotonic() - begin > SLOW:
                finished.add(number)
    for row in batch:
        progress.done()
    return [merged(row, found) for row, found in zip(batch, outcomes)]


def attempt(row, programs, effort):
    try:
        if row.measure == "instructions":
            count = programs.instructions(row.peer, "M", effort.instructions)
            return {"instructions_per_operation": count}
        found = programs.measure(row.peer, *row.arguments)
        return checked(row.measure, found)
    except NoFigure as error:
        return {"missing": str(error)}


# What a program has to say for each measure.
NEEDED = {"mean": ("ns", "failed"), "tail": ("p50", "p99", "p99.9", "max", "distribution"),
          "packing": ("percent",), "scaling": ("operations_per_second",), "growth": ("ns",),
          "overhead": ("bytes_per_block", "control_block"),
          "large": ("add_ms", "resident_bytes", "metadata_bytes")}


def checked(measure, found):
    for name in NEEDED[measure]:
        if name not in found:
            raise NoFigure(f"the program's answer to {measure} has no {name}")
    return {name: found[name] for name in NEEDED[measure]}


def merged(row, found):
    """One row of all rounds: the best, for noise only ever adds time."""
    head = {"measure": row.measure, "peer": row.peer, **dict(row.keys)}
    failures = [outcome for outcome in found if "missing" in outcome]
    if failures:
        return {**head, **failures[0]}
    figures = dict(found[0])
    if row.measure == "mean":
        figures["ns"] = [time for outcome in found for time in outcome["ns"]]
        figures["failed"] = max(outcome["failed"] for outcome in found)
    elif row.measure == "tail":  # as a whole: its figures are of one distribution
        figures = min(found, key=lambda outcome: (outcome["p99.9"], outcome["max"]))
    elif row.measure == "large":
        figures = min(found, key=lambda outcome: outcome["add_ms"])
    elif row.measure == "scaling":
        figures["operations_per_second"] = max(each["operations_per_second"] for each in found)
    elif row.measure == "growth":
        figures["ns"] = min(outcome["ns"] for outcome in found)
    return {**head, **figures}
