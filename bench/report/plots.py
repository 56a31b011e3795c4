"""The pictures: SVG by matplotlib, the same bytes for the same figures."""

import matplotlib

from . import growth_plot, mean_plot, packing_plot, tail_plot
from .figures import save

matplotlib.use("svg")

PLOTS = {"mean": mean_plot, "tail": tail_plot, "packing": packing_plot, "growth": growth_plot}


def draw(results, folder):
    """NAME.svg for each plot that has figures."""
    for name, plot in PLOTS.items():
        figure = plot.draw(results)
        if figure is None:
            (folder / f"{name}.svg").unlink(missing_ok=True)
        else:
            save(figure, folder / f"{name}.svg")
