"""What all figures of studies are drawn on: paper, ink and colours, and panels that look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # matplotlib takes half a second to import; only those who draw pay for it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BLUE", "GREY", "INK", "ORANGE", "PAPER", "SOFT", "clothe", "panels"]

PAPER, INK, SOFT, GREY = "#fbfaf7", "#22252a", "#4f5257", "#c9c6bd"
BLUE, ORANGE = "#0072B2", "#D55E00"  # of Okabe and Ito, told apart by the colour-blind


def panels(
    titles: list[str], *, columns: int, inches: tuple[float, float], shared: bool = False
) -> tuple[Figure, list[Axes]]:
    """A figure of panels in rows, one for each title; places left over stay blank.

    Args:
        titles: Their titles.
        columns: How many stand side by side.
        inches: Of the figure, across and down.
        shared: Whether all have the same axes.
    """
    from matplotlib.figure import Figure

    rows = -(-len(titles) // columns)
    figure = Figure(figsize=inches, layout="constrained", facecolor=PAPER)
    grid = figure.subplots(rows, columns, sharex=shared, sharey=shared, squeeze=False)
    places = [grid[i // columns, i % columns] for i in range(rows * columns)]
    for place, title in zip(places, titles, strict=False):
        clothe(place, title)
    for blank in places[len(titles) :]:
        blank.set_axis_off()
    return figure, places[: len(titles)]


def clothe(axes: Axes, title: str) -> None:
    """Give a panel its title, and the looks of all others."""
    axes.set_title(title, loc="left", fontsize=10, color=INK, fontweight="bold")
    axes.set_facecolor(PAPER)
    axes.tick_params(labelsize=9, colors=SOFT, length=3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(SOFT)
