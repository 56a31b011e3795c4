"""docs/performance.md: every figure in it comes from a report."""

from . import sections
from .bars import bars
from .markdown import table
from .peers import PEERS
from .table import BAR_TITLES, bar_lines

HEAD = """\
# Performance

Speed, predictability and packing of smh beside other heaps, all measured in one run on one
machine. This page is written by `scripts/write-performance`; none of its figures is typed in by
hand.

    make bench
    scripts/write-performance

The first measures, which took {:.0f} minutes here, and leaves all rows in
`build/bench/report.json`; the second writes this page from it. Times depend on the machine and
drift with its load, so what counts is how smh stands to others in the same run. The programs take
turns, and each keeps its best.
"""


def page(results):
    lines = [HEAD.format(results.report["seconds"] / 60), *machine(results), *reached(results)]
    for section in sections.ALL:
        lines += section(results)
    lines += without_figure(results)
    return "\n".join(lines).rstrip() + "\n"


def machine(results):
    facts = results.report["machine"]
    version = " ".join(filter(None, (facts["version"], f"({facts['commit']})"
                                     if facts["commit"] else "")))
    packages = ", ".join(f"{package} {version}" for package, version in facts["packages"].items())
    yield "## The machine"
    yield ""
    yield from table(("what", "which"), [
        ("date", facts["date"]), ("smh", version),
        ("processor", f"{facts['processor']}, {facts['cores']} cores"),
        ("kernel", facts["kernel"]),
        ("compiler", f"{facts['compiler']}, {facts['build_type']}"), ("peers", packages)])


def reached(results):
    found = bars(results)
    met = sum(bar.verdict() == "met" for bar in found)
    yield "## What smh is to reach"
    yield ""
    yield f"{met} of {len(found)} bars are met."
    yield ""
    yield from table(BAR_TITLES, bar_lines(results))


def without_figure(results):
    notes = results.notes()
    if notes:
        yield "## Without a figure"
        yield ""
        yield f"Of {len(PEERS)} peers, these have rows that could not be measured:"
        yield ""
        yield from (f"- {note}" for note in notes)
