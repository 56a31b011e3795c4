"""Packing: how full a memory gets before the first allocation fails."""

from .figures import FAINT, INK, LINES, PALE, colour, titled, weight
from .peers import PEERS, SMH, title
from .units import per_cent

PANELS = {"P8": "P8: 16 to 8192 bytes", "P64": "P64: 64 to 65,536 bytes"}


def draw(results):
    order = [peer for peer in PEERS
             if any(results.packing(peer, workload) is not None for workload in PANELS)]
    if not order:
        return None
    order.sort(key=lambda peer: (results.packing(peer, "P8") or 0,
                                    results.packing(peer, "P64") or 0, peer == SMH))
    figure, plots = titled(len(PANELS), (8.4, 1.5 + 0.36 * len(order)),
                           "How full the memory gets before an allocation fails",
                           "Live bytes in per cent of the region; to the right is better")
    for number, (plot, workload) in enumerate(zip(plots, PANELS)):
        panel(plot, results, workload, order)
        label_peers(plot, order, number == 0)
    return figure


def panel(plot, results, workload, order):
    plot.set_title(PANELS[workload])
    plot.set_xlim(0, 100)
    plot.set_ylim(-0.6, len(order) - 0.4)
    plot.grid(axis="x", color=LINES, linewidth=0.8)
    plot.set_xticks(range(0, 101, 25), [f"{tick} %" for tick in range(0, 101, 25)])
    for place, peer in enumerate(order):
        percent = results.packing(peer, workload)
        if not percent:
            shown = "no figure" if percent is None else per_cent(percent)
            plot.annotate(shown, (2, place), va="center", color=FAINT)
            continue
        fill = PALE if colour(peer) == FAINT else colour(peer)
        plot.barh(place, percent, height=0.62, color=fill)
        plot.annotate(per_cent(percent), (percent, place), xytext=(-5, 0),
                      textcoords="offset points", va="center", ha="right",
                      color=INK if fill == PALE else "white", fontweight="bold")


def label_peers(plot, order, named):
    plot.set_yticks(range(len(order)), [title(peer) if named else "" for peer in order])
    plot.tick_params(axis="y", length=0)
    for label, peer in zip(plot.get_yticklabels(), order):
        label.set_color(colour(peer))
        label.set_fontweight(weight(peer))
