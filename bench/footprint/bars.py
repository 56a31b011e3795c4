"""What the library has to reach on Cortex-M3, and whether it does."""

import dataclasses

BARRED = "cortex-m3"


@dataclasses.dataclass(frozen=True)
class Row:
    """One measure, and how to get it from a target's figures."""
    title: str
    unit: str
    figure: object  # figures of a target -> number
    bar: float | None = None
    least: bool = False  # at least the bar, not at most

    def met(self, figures):
        figure = self.figure(figures)
        return figure >= self.bar if self.least else figure <= self.bar

    def limit(self):
        if self.bar is None:
            return ""
        return ("at least " if self.least else "at most ") + f"{self.bar:,}"


def size(*kinds):
    return lambda figures: sum(figures["sizes"][kind] for kind in kinds)


def space(name):
    return lambda figures: figures["space"][name]


def call(name, measure):
    return lambda figures: figures["instructions"][name][measure]


def longest_masked(figures):
    return max(call["interrupts off"] for name, call in figures["instructions"].items()
               if name != "look")


ROWS = (
    Row("code: .text and .rodata", "bytes", size("text", "rodata"), 1600),
    Row(".text", "bytes", size("text")),
    Row(".rodata", "bytes", size("rodata")),
    Row("static RAM: .data and .bss", "bytes", size("data", "bss"), 256),
    Row("stack, deepest call", "bytes", lambda figures: max(figures["stack"].values())),
    Row("beside each block", "bytes", space("block"), 4),
    Row("largest block of a fresh 1 KiB", "bytes", space("largest"), 900, True),
    Row("alloc, worst", "instructions", call("alloc", "worst"), 170),
    Row("alloc, mean", "instructions", call("alloc", "mean"), 110),
    Row("free, worst", "instructions", call("free", "worst"), 140),
    Row("free, mean", "instructions", call("free", "mean"), 95),
    Row("aligned alloc, worst", "instructions", call("aligned alloc", "worst")),
    Row("aligned alloc, mean", "instructions", call("aligned alloc", "mean")),
    Row("interrupts off, longest", "instructions", longest_masked),
    Row("interrupts off, other calls", "instructions", call("look", "interrupts off")),
)


def missed(figures):
    """Titles of the rows that do not reach their bars."""
    return [row.title for row in ROWS if row.bar is not None and not row.met(figures)]
