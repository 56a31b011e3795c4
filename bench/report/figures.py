"""What all plots share: colours, a clean frame, labels that keep off one another."""

from matplotlib import pyplot

from .peers import GLIBC, MIMALLOC, SMH, SMH_ELSEWHERE

# From the palette of Okabe and Ito, which colour-blind people can tell apart. The rest is grey.
INK, FAINT, PALE, LINES = "#222222", "#767676", "#b4b4b4", "#e4e4e4"
COLOURS = {SMH: "#d55e00", SMH_ELSEWHERE: "#cc79a7", GLIBC: "#0072b2", MIMALLOC: "#009e73"}

SETTINGS = {
    "svg.hashsalt": "smh", "font.family": "DejaVu Sans", "font.size": 9.5,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": FAINT,
    "xtick.color": FAINT, "ytick.color": FAINT, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
    "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left"}
pyplot.rcParams.update(SETTINGS)


def colour(peer):
    return COLOURS.get(peer, FAINT)


def weight(peer):
    return "bold" if peer == SMH else "normal"


def titled(columns, size, title, subtitle):
    """A figure of `columns` plots side by side, below a title and how to read it."""
    width, height = size
    figure, plots = pyplot.subplots(1, columns, figsize=size, squeeze=False,
                                    layout="constrained")
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - 0.72 / height), w_pad=0.12)
    figure.text(0.12 / width, 1 - 0.12 / height, title, fontsize=13, fontweight="bold", va="top")
    figure.text(0.12 / width, 1 - 0.40 / height, subtitle, fontsize=9.5, color=FAINT, va="top")
    return figure, list(plots[0])


def apart(places, gap):
    """Places near the given ones, in their order, that are `gap` from one another at least."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    groups = []
    for each in order:
        groups.append([places[each], [each]])
        while len(groups) > 1 and overlap(groups[-2], groups[-1], gap):
            middle, members = groups.pop()
            before, earlier = groups.pop()
            total = len(earlier) + len(members)
            groups.append([(before * len(earlier) + middle * len(members)) / total,
                           earlier + members])
    moved = list(places)
    for middle, members in groups:
        for number, each in enumerate(members):
            moved[each] = middle + (number - (len(members) - 1) / 2) * gap
    return moved


def overlap(below, above, gap):
    return above[0] - below[0] < gap * (len(below[1]) + len(above[1])) / 2


def save(figure, file):
    figure.savefig(file, metadata={"Date": None}, facecolor="white")
    pyplot.close(figure)
