"""Growth: whether an operation takes longer in larger regions, or in more of them."""

from .figures import LINES, colour, titled
from .peers import SMH
from .units import binary

PANELS = {"size": "by the size of one region", "count": "by the number of regions of 8 MiB"}


def draw(results):
    if not any(results.growth(series) for series in PANELS):
        return None
    figure, plots = titled(len(PANELS), (8.8, 3.6),
                           "Time of an operation as memory grows",
                           "Nanoseconds, of the same load everywhere; level is better")
    highest = max(time for series in PANELS for _, _, time in results.growth(series))
    for plot, series in zip(plots, PANELS):
        panel(plot, results, series)
        plot.set_ylim(0, highest * 1.3)
    return figure


def panel(plot, results, series):
    points = results.growth(series)
    names = [binary(size) if series == "size" else str(count) for size, count, _ in points]
    times = [time for _, _, time in points]
    places = range(len(points))
    plot.set_title(PANELS[series])
    plot.grid(axis="y", color=LINES, linewidth=0.8)
    plot.plot(places, times, "o-", color=colour(SMH), linewidth=2.2, markersize=5)
    plot.margins(x=0.08)
    plot.set_xticks(places, [name.replace(" ", "\n") for name in names], fontsize=8.5)
    for place in sorted({0, len(points) - 1} if points else ()):
        label(plot, place, times[place], f"{times[place]:.1f}")
    spread = results.spread(series)
    if spread is not None:
        plot.annotate(f"slowest {spread:.2f} times the fastest", (0.03, 0.06),
                      xycoords="axes fraction", color=colour(SMH), fontweight="bold")


def label(plot, place, time, text):
    plot.annotate(text, (place, time), xytext=(0, 8), textcoords="offset points", ha="center",
                  color=colour(SMH), fontweight="bold")
