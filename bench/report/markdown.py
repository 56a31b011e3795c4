"""Tables and the like, in Markdown."""


def table(titles, lines):
    """The first column to the left, others to the right; a blank line behind."""
    rule = ["---", *["---:"] * (len(titles) - 1)]
    yield from (f"| {' | '.join(cells)} |" for cells in (titles, rule, *lines))
    yield ""


def emphasised(lines, first):
    """Lines that begin so, in bold."""
    for line in lines:
        bold = line[0] == first
        yield tuple(f"**{cell}**" if bold and cell != "-" else cell for cell in line)


def picture(name, text):
    yield f"![{text}](performance/{name}.svg)"
    yield ""
