"""The last section of docs/hardening.md, in Markdown."""

from report.markdown import table

from .rows import BOARD_ROWS, HOST_ROWS, lines

TITLE = "## What each level costs"
HEAD = """
`make hardening` builds the library at each level, measures it and writes this section; none of its
figures is typed in by hand. In brackets: how many times that of `none`.

On {processor}, built with `-O3`, everything compiled in: a mean operation of workload M
([performance.md](performance.md)) through the C API. Times are the least of {rounds} runs that took
turns; instructions are counted by callgrind.
"""
BOARD = """\
On Cortex-M3, built and measured as [footprint.md](footprint.md) says. At `extreme` a call takes as long as a
validation of the region, so its instructions are not counted.
"""


def section(report, effort, processor):
    yield TITLE
    yield HEAD.format(processor=processor, rounds=effort.rounds)
    yield from table(("measure", "unit", *report), lines(HOST_ROWS, report))
    yield BOARD
    yield from table(("measure", "unit", *report), lines(BOARD_ROWS, report))


def renew(page, report, effort, processor):
    """Puts the section in the place of the one that ends the page."""
    before, title, _ = page.read_text().partition(TITLE)
    if not title:
        raise OSError(f"{page} has no section '{TITLE}'")
    page.write_text(before + "\n".join(section(report, effort, processor)).rstrip() + "\n")
