"""Figures of studies: matplotlib without its global state, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # matplotlib takes half a second to import; only those who draw pay for it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["INK", "MADE_UP", "SILENT", "TRUTH", "panels", "png"]

INK, TRUTH, MADE_UP, SILENT = "#22252a", "#0072B2", "#D55E00", "#c9c6bd"

_PAPER = "#fbfaf7"
_SOFT = "#4f5257"


def panels(
    titles: Sequence[str], *, columns: int, size: tuple[float, float]
) -> tuple[Figure, list[Axes]]:
    """A figure of small panels that share their axes, and its panels in reading order.

    Args:
        titles: Title of each panel.
        columns: Number of panels side by side.
        size: Width and height of one panel in inches.
    """
    from matplotlib.figure import Figure

    rows = -(-len(titles) // columns)
    figure = Figure(
        figsize=(size[0] * columns, size[1] * rows), layout="constrained", facecolor=_PAPER
    )
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, title in zip(grid, titles, strict=False):
        axes.set_title(title, loc="left", fontsize=11, color=INK, fontweight="bold")
        axes.set_facecolor(_PAPER)
        axes.tick_params(labelsize=9, colors=_SOFT, length=3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(_SOFT)
    for axes in grid[len(titles) :]:
        axes.set_axis_off()
    return figure, list(grid[: len(titles)])


def png(figure: Figure, *, source: str) -> bytes:
    """The figure as PNG; no date goes in, so equal figures are equal bytes.

    Args:
        figure: What to save.
        source: Where its numbers come from, kept in the file's metadata.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=150, metadata={"Software": None, "Source": source})
    return buffer.getvalue()
