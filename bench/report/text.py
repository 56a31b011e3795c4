"""Aligned tables, with colour where a terminal wants it."""

import os

BOLD, GREEN, RED, DIM = "1", "32", "31", "2"


def wants_colour(stream):
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Pen:
    def __init__(self, colour):
        self.colour = colour

    def __call__(self, code, text):
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def aligned(titles, lines, pen, style):
    """The first column to the left, others to the right. style(line, column): a code or ""."""
    widths = [max(len(cells[column]) for cells in (titles, *lines))
              for column in range(len(titles))]
    yield laid_out(titles, widths, lambda text, _: pen(BOLD, text))
    for line in lines:
        yield laid_out(line, widths, lambda text, column, line=line: pen(style(line, column), text))


def laid_out(cells, widths, paint):
    padded = [cell.ljust(width) if column == 0 else cell.rjust(width)
              for column, (cell, width) in enumerate(zip(cells, widths))]
    return "  ".join(paint(text, column) for column, text in enumerate(padded)).rstrip()
