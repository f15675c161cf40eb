"""A shaded table: what each way loses in each column, the worse the deeper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import INK, PAPER, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["table_figure"]

_COLUMN, _LINE, _NAMES, _ROOM = 1.5, 0.36, 2.2, 1.0  # inches
_DARK, _NONE = 0.7, 0.005  # depths from which on letters are light, and the ground is shaded

Row = Mapping[str, str | int | float]


def table_figure(rows: Sequence[Row], *, title: str, deeper: str) -> Figure:
    """Numbers on a shaded ground, one row each way, one column each case.

    Args:
        rows: With "way", "case", "value", and "depth" in [0, 1], how bad it is; the same cases in
            the same order for each way.
        title: Above the table.
        deeper: What a deep shade says, below it.
    """
    ways = list(dict.fromkeys(str(row["way"]) for row in rows))
    cases = list(dict.fromkeys(str(row["case"]) for row in rows))
    inches = (_COLUMN * len(cases) + _NAMES, _LINE * len(ways) + _ROOM)
    figure, (axes,) = panels([title], columns=1, inches=inches)
    for row in rows:
        _cell(axes, row, place=(cases.index(str(row["case"])), ways.index(str(row["way"]))))
    axes.set_xlim(-0.5, len(cases) - 0.5)
    axes.set_ylim(len(ways) - 0.5, -0.5)
    axes.set_xticks(range(len(cases)), cases)
    axes.set_yticks(range(len(ways)), ways)
    axes.tick_params(length=0, labelcolor=INK)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    axes.set_xlabel(deeper, fontsize=9, color=INK)
    return figure


def _cell(axes: Axes, row: Row, *, place: tuple[int, int]) -> None:
    """One number on its ground."""
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    depth = min(max(float(row["depth"]), 0.0), 1.0)
    x, y = place
    ground = colormaps["Oranges"](0.85 * depth) if depth > _NONE else PAPER
    axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=ground, linewidth=0))
    ink = "white" if depth > _DARK else INK
    axes.text(x, y, str(row["shown"]), ha="center", va="center", fontsize=9.5, color=ink)
