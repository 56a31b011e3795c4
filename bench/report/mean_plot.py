"""Mean time per operation: a dot for each peer, a panel for each workload."""

import math

from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from .figures import FAINT, LINES, colour, titled, weight
from .peers import PEERS, title

PANELS = {"M": "M, mixed sizes", "S": "S, small sizes", "D": "D, drivers",
          "T": "T, real programs"}
TICKS = tuple(10 ** decade for decade in range(7))


def draw(results):
    order = [peer for peer in PEERS
             if any(results.mean(peer, workload) is not None for workload in PANELS)]
    if not order:
        return None
    order.sort(key=lambda peer: results.mean(peer, "M") or math.inf, reverse=True)
    figure, plots = titled(len(PANELS), (10.4, 1.6 + 0.29 * len(order)),
                           "Mean time of an operation",
                           "Nanoseconds, logarithmic; to the left is better")
    limits = ends(results, order)
    for number, (plot, workload) in enumerate(zip(plots, PANELS)):
        plot.set_xscale("log")
        plot.set_xlim(limits)
        panel(plot, results, workload, order)
        label_peers(plot, order if number == 0 else [""] * len(order))
    return figure


def ends(results, order):
    """Of the axis, the same for all panels, with room for the figure beside the last dot."""
    times = [results.mean(peer, workload) for peer in order for workload in PANELS]
    known = [time for time in times if time is not None]
    return min(known) / 1.6, max(known) * (max(known) / min(known)) ** 0.3 * 1.6


def panel(plot, results, workload, order):
    times = [results.mean(peer, workload) for peer in order]
    plot.set_title(PANELS[workload])
    plot.set_ylim(-0.6, len(order) - 0.4)
    plot.hlines(range(len(order)), *plot.get_xlim(), color=LINES, linewidth=0.8)
    for place, (peer, time) in enumerate(zip(order, times)):
        if time is None:
            plot.annotate("no figure", (0.04, place), xycoords=("axes fraction", "data"),
                          va="center", color=FAINT, fontsize=8.5,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        else:
            dot(plot, peer, time, place)
    plot.tick_params(axis="x", labelsize=8.5)
    plot.xaxis.set_major_locator(FixedLocator(TICKS))
    plot.xaxis.set_minor_locator(NullLocator())
    plot.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:,.0f}"))


def dot(plot, peer, time, place):
    plot.plot([time], [place], "o", color=colour(peer), markersize=6, zorder=3)
    plot.annotate(f"{time:,.0f}" if time >= 99.5 else f"{time:.1f}", (time, place),
                  xytext=(6, 0), textcoords="offset points", va="center", fontsize=8.5,
                  color=colour(peer), fontweight=weight(peer))


def label_peers(plot, order):
    plot.set_yticks(range(len(order)), [title(peer) if peer else "" for peer in order])
    plot.tick_params(axis="y", length=0)
    plot.spines["left"].set_visible(False)
    for label, peer in zip(plot.get_yticklabels(), order):
        label.set_color(colour(peer))
        label.set_fontweight(weight(peer))
