"""The footprint page: the figures of all targets, and where they come from, in Markdown."""

from report.markdown import table

from .bars import BARRED, ROWS
from .table import shown

HEAD = """\
# Footprint

What smh costs on small machines, in bytes and instructions. `make firmware` builds the images,
measures them and writes this page; none of its figures is typed in by hand. They come from the
compiler, the linker and an emulator that counts, so they are the same on every machine that has
Debian 12's compilers.

The library is built with `-Os`, `SMH_MAX_REGIONS=4`, `SMH_MAX_ATTRIBUTES=2`,
`SMH_RECENT_BLOCKS=0` (32-bit machines have no recent blocks anyway), `SMH_CACHE_LINES=0`,
`SMH_CHANGING_REGIONS=0`, `SMH_FALLBACK=0`, `SMH_ALIASES=0`, `SMH_TABLES=0`, `SMH_MAX_CLIENTS=0`,
`SMH_OBSERVERS=0`, `SMH_WAITING=0` and `SMH_STATISTICS=0`.

## What smh is to reach on Cortex-M3
"""

TARGETS = """\
## Every target

- **Code** and **static RAM**: of all that the linker keeps of the library for the smallest program
  that calls init, add, alloc, aligned_alloc and free (`bench/firmware/footprint.cpp`). The pool and
  its four regions' slots are in it, the start-up and the program are not.
- **Stack**: of the deepest call of those, from the call graph that the compiler writes; the
  interrupt that may come on top and a fault handler of one's own are not in it.
- **Beside each block**: the bytes that a block takes more than was asked for, before rounding.
- **Instructions**: of each call through the C API, with the lock and what the caller does for it:
  {call:.0f} instructions on Cortex-M3. The load is 30,000 operations on 256 slots: four regions of 16 KiB,
  8 to 511 bytes, at most 38,000 bytes live; then as many again with aligned_alloc, at 16 to 128
  bytes. The 16 KiB of cortex-m0 take a load an eighth as large.
- **Interrupts off**: the most instructions in a row that an interrupt had to wait for, in all these
  calls. Other calls: all regions are validated in full and walked over, and a block of 500 bytes
  is copied as it becomes one of 700; eight times in each half.
"""

BYTES = """\
## Where the bytes are

On Cortex-M3, of the library in the smallest program. What is not here the linker left out.
"""

# Whose functions are shown.
CALLED = ("alloc", "aligned alloc", "free")

INSTRUCTIONS = """\
## Where the instructions are

On Cortex-M3, executed in a mean call of each kind.
"""


def bar_lines(figures):
    for row in (row for row in ROWS if row.bar is not None):
        yield (row.title, row.unit, shown(row, figures), row.limit(),
               "met" if row.met(figures) else "missed")


def target_lines(report):
    for row in ROWS:
        yield (row.title, row.unit, *(shown(row, figures) for figures in report.values()))


def boards_line(report):
    return ("board", "", *(figures["board"] for figures in report.values()))


def piece_lines(figures):
    pieces = sorted(figures["pieces"], key=lambda piece: -piece["size"])
    for piece in pieces:
        yield (f"`{piece['name']}`", f".{piece['kind']}", f"{piece['size']:,}")


def instruction_lines(figures):
    shares = {call: figures["instructions"][call]["functions"] for call in CALLED}
    names = sorted({name for share in shares.values() for name in share},
                   key=lambda name: -sum(share.get(name, 0) for share in shares.values()))
    for name in names:
        yield (f"`{name}`", *(f"{share[name]:.1f}" if name in share else "-"
                              for share in shares.values()))


def page(report):
    figures = report[BARRED]
    yield HEAD
    yield from table(("measure", "unit", "figure", "bar", "verdict"), bar_lines(figures))
    yield TARGETS.format(call=figures["instructions"]["alloc"]["functions"]["slots::alloc"])
    yield from table(("measure", "unit", *report), [boards_line(report), *target_lines(report)])
    yield BYTES
    yield from table(("function or object", "section", "bytes"), piece_lines(figures))
    yield INSTRUCTIONS
    yield from table(("function", *CALLED), instruction_lines(figures))


def text(report):
    return "\n".join(page(report)).rstrip() + "\n"
