"""Which figures are shown, and how."""

import dataclasses

from footprint import bars

BASE = "none"  # what the others' times are compared with


@dataclasses.dataclass(frozen=True)
class Row:
    title: str
    unit: str
    figure: object  # figures of a level -> number, or None where there is none
    form: str = "{:,.0f}"
    ratio: bool = False  # to that of BASE, too

    def shown(self, report, level):
        figure = self.figure(report[level])
        if figure is None:
            return "-"
        text = self.form.format(figure)
        return f"{text} ({figure / self.figure(report[BASE]):.2f})" if self.ratio else text


def host(name):
    return lambda level: level["host"][name]


def board(title):
    figure = next(row.figure for row in bars.ROWS if row.title == title)

    def found(level):
        needs_counts = level["board"]["instructions"] is None and COUNTED[title]
        return None if needs_counts else figure(level["board"])
    return found


BOARD = ("code: .text and .rodata", "static RAM: .data and .bss", "stack, deepest call",
         "beside each block", "largest block of a fresh 1 KiB", "alloc, mean", "alloc, worst",
         "free, mean", "free, worst", "aligned alloc, mean", "interrupts off, longest")
UNITS = {row.title: row.unit for row in bars.ROWS}
COUNTED = {title: UNITS[title] == "instructions" for title in BOARD}


def board_row(title):
    mean = title.endswith("mean")
    return Row(title, UNITS[title], board(title), "{:,.1f}" if mean else "{:,.0f}", ratio=mean)


HOST_ROWS = (
    Row("time of an operation", "ns", host("ns"), "{:,.1f}", ratio=True),
    Row("instructions of an operation", "", host("instructions"), "{:,.1f}", ratio=True),
    Row("beside each block", "bytes", host("block")),
    Row("control block of 64 KiB", "bytes", host("control block")),
    Row("code of the whole library", "bytes", host("code")),
)
BOARD_ROWS = tuple(map(board_row, BOARD))


def lines(rows, report):
    for row in rows:
        yield (row.title, row.unit, *(row.shown(report, level) for level in report))
