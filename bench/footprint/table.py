"""The figures as people read them on a terminal."""

from report.text import BOLD, DIM, GREEN, RED, aligned

from .bars import BARRED, ROWS, missed


def shown(row, figures):
    figure = row.figure(figures)
    return f"{figure:,.1f}" if isinstance(figure, float) else f"{figure:,}"


def lines(report):
    """A row for each measure, with the bar and then a column for each target."""
    for row in ROWS:
        yield (row.title, row.unit, row.limit(),
               *(shown(row, figures) for figures in report.values()))


def printed(report, pen):
    titles = ("measure", "unit", f"bar on {BARRED}", *report)
    rows = {row.title: row for row in ROWS}
    barred = titles.index(BARRED, 3) if BARRED in report else None

    def style(cells, column):
        row = rows[cells[0]]
        if column != barred or row.bar is None:
            return BOLD if column == 0 else DIM if column in (1, 2) else ""
        return GREEN if row.met(report[BARRED]) else RED

    yield from aligned(titles, list(lines(report)), pen, style)
    if barred is not None:
        yield ""
        yield verdict(report[BARRED], pen)


def verdict(figures, pen):
    if titles := missed(figures):
        return pen(RED, f"Missed on {BARRED}: " + "; ".join(titles))
    return pen(GREEN, f"All bars are met on {BARRED}.")
