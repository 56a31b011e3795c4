"""The tables that people read, as rows of text: on the terminal and on the performance page."""

from .bars import bars
from .peers import GLIBC, PEERS, SMH, title
from .text import BOLD, DIM, GREEN, RED, aligned
from .units import per_cent

WORKLOADS = ("M", "S", "D", "T")


def number(figure, form="{:,.0f}"):
    return "-" if figure is None else form.format(figure)


def mean_cell(results, peer, workload):
    time = number(results.mean(peer, workload), "{:.1f}")
    ratio = number(results.mean_ratio(peer, workload, GLIBC), "{:.2f}")
    return f"{time} {ratio:>5}"


def packing_cell(results, peer):
    figures = [results.packing(peer, workload) for workload in ("P8", "P64")]
    return "-" if figures == [None, None] else " / ".join(map(per_cent, figures))


PEER_TITLES = ("peer", *(f"{workload} ns, ratio" for workload in WORKLOADS), "p99.9", "max",
               "P8 / P64 %", "instructions")


def peer_lines(results):
    for peer in PEERS:
        yield (title(peer), *(mean_cell(results, peer, workload) for workload in WORKLOADS),
               number(results.tail(peer, "p99.9")), number(results.tail(peer, "max")),
               packing_cell(results, peer), number(results.instructions(peer)))


BAR_TITLES = ("measure", "figure", "bar", "verdict")


def bar_lines(results):
    for bar in bars(results):
        verdict = "not judged" if results.report["smoke"] else bar.verdict()
        yield (bar.measure, bar.shown(), bar.limit(), verdict)


def printed(results, pen):
    """All that bench/run prints."""
    yield from aligned(PEER_TITLES, list(peer_lines(results)), pen,
                       lambda line, _: BOLD if line[0] == title(SMH) else "")
    yield pen(DIM, "Means in nanoseconds per operation, and divided by glibc's; T: geometric mean "
                   "over traces.")
    yield pen(DIM, "Tail on M in ticks of the time-stamp counter; instructions per operation.")
    yield ""
    colours = {"met": GREEN, "missed": RED, "not measured": DIM, "not judged": DIM}
    yield from aligned(BAR_TITLES, list(bar_lines(results)), pen,
                       lambda line, column: colours[line[-1]] if column == 3 else "")
    notes = results.notes()
    if notes:
        yield ""
        yield pen(BOLD, "Without a figure")
        yield from notes
