"""The tail: how long the slowest one in ten, in a hundred, in a thousand operations takes."""

import math

from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from .figures import FAINT, LINES, apart, colour, titled, weight
from .peers import PEERS, SMH, title

TICKS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000)


def draw(results):
    lines = {peer: points(results, peer) for peer in PEERS
             if peer != "null" and results.tail(peer, "distribution")}
    if not lines:
        return None
    figure, (plot,) = titled(1, (9, 5.4), "The tail of operation times, workload M",
                             "Ticks of the time-stamp counter, both axes logarithmic; "
                             "lower is better")
    for peer, shown in lines.items():
        line(plot, peer, shown)
    axes(plot, lines)
    labels(plot, lines)
    return figure


def points(results, peer):
    """(one in how many operations, ticks); a fraction of 0.9 is one in 10. The slowest is last."""
    found = [(1 / (1 - fraction), ticks) for fraction, ticks in results.tail(peer, "distribution")]
    return [*found, (found[-1][0] * 1.25, results.tail(peer, "max"))]


def line(plot, peer, shown):
    emphasis = peer == SMH
    plot.plot(*zip(*shown), color=colour(peer), linewidth=2.6 if emphasis else 1.3,
              zorder=4 if emphasis else 3, alpha=1 if colour(peer) != FAINT else 0.6)


def axes(plot, lines):
    rarest = max(shown[-1][0] for shown in lines.values())
    decades = range(int(math.log10(rarest)) + 1)
    plot.set_xscale("log")
    plot.set_yscale("log")
    plot.set_xlim(1, rarest)
    plot.grid(color=LINES, linewidth=0.8)
    plot.xaxis.set_major_locator(FixedLocator([10 ** decade for decade in decades]))
    plot.xaxis.set_major_formatter(FuncFormatter(
        lambda value, _: "all" if value <= 1 else f"one in\n{value:,.0f}"))
    plot.yaxis.set_major_locator(FixedLocator(TICKS))
    plot.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    for axis in (plot.xaxis, plot.yaxis):
        axis.set_minor_locator(NullLocator())
    plot.set_xlabel("operations that take at least so long")


def labels(plot, lines):
    """Each line's name and highest figure at its end."""
    ends = [math.log(shown[-1][1]) for shown in lines.values()]
    bottom, top = map(math.log, plot.get_ylim())
    places = apart(ends, (top - bottom) * 0.045)
    for (peer, shown), place in zip(lines.items(), places):
        plot.annotate(f"{title(peer)}  {shown[-1][1]:,}", shown[-1],
                      xytext=(1.035, math.exp(place)), textcoords=("axes fraction", "data"),
                      va="center", color=colour(peer), fontweight=weight(peer),
                      annotation_clip=False,
                      arrowprops={"arrowstyle": "-", "color": colour(peer), "linewidth": 0.6,
                                  "alpha": 0.6, "relpos": (0, 0.5),
                                  "shrinkA": 0, "shrinkB": 0})
