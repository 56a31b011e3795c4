"""What people and programs are told at the end."""

import shlex

from report.text import BOLD, GREEN, RED, aligned

TITLES = ("target", "engine", "seconds", "executions", "per second", "edges", "of", "corpus",
          "crashes")


def replay(run, crash):
    return shlex.join([str(run.target.program), str(crash)])


def lines(engine, runs, outcomes):
    for run, outcome in zip(runs, outcomes):
        yield (run.target.name, engine, f"{outcome.seconds:.0f}", f"{outcome.executions:,}",
               f"{outcome.per_second():,.0f}", f"{outcome.edges:,}", f"{outcome.all_edges:,}",
               f"{outcome.corpus:,}",
               str(len(outcome.crashes)) if outcome.crashes or not outcome.broken else "broken")


def printed(engine, runs, outcomes, pen):
    def style(line, column):
        if column != len(TITLES) - 1:
            return ""
        return GREEN if line[column] == "0" else RED

    yield from aligned(TITLES, list(lines(engine, runs, outcomes)), pen, style)
    for run, outcome in zip(runs, outcomes):
        for crash in outcome.crashes:
            yield pen(BOLD, f"{run.target.name} fails on {crash}; again:")
            yield "  " + replay(run, crash)
        if outcome.broken:
            yield f"{run.target.name}: {engine} says more in {run.log}"


def as_data(engine, runs, outcomes):
    return [{"target": run.target.name, "engine": engine, "seconds": round(outcome.seconds, 1),
             "executions": outcome.executions, "per_second": round(outcome.per_second(), 1),
             "edges": outcome.edges, "all_edges": outcome.all_edges, "corpus": outcome.corpus,
             "broken": outcome.broken,
             "crashes": [{"input": str(crash), "replay": replay(run, crash)}
                         for crash in outcome.crashes]}
            for run, outcome in zip(runs, outcomes)]
