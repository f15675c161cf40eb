"""What ways of teaching cost, and what they lose: a panel each family, a row each way."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, GREY, INK, ORANGE, PAPER, SOFT, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["costs_figure"]

_COLUMNS = 4
_SIDE = 3.1, 3.1  # inches of a panel
_NAMES = 2.0  # inches for the names of the ways

Row = Mapping[str, str | int | float]


def costs_figure(rows: Sequence[Row]) -> Figure:
    """Examples or queries at worst by way: blue where no target is lost, orange with its share.

    Args:
        rows: With "family", "hypotheses", "way" as "kind: words", "lower", "upper" and "lost"; the
            same ways in the same order for each family.
    """
    titles = list(dict.fromkeys(str(row["family"]) for row in rows))
    ways = list(dict.fromkeys(str(row["way"]) for row in rows))
    columns = min(_COLUMNS, len(titles))
    inches = (_SIDE[0] * columns + _NAMES, _SIDE[1] * -(-len(titles) // columns) + 0.8)
    figure, places = panels(titles, columns=columns, inches=inches)
    for i, (title, axes) in enumerate(zip(titles, places, strict=True)):
        here = [row for row in rows if row["family"] == title]
        _panel(axes, here)
        names = [way.split(": ", 1)[1] for way in ways] if i % columns == 0 else [""] * len(ways)
        axes.set_yticks(range(len(ways)), names)
        axes.tick_params(axis="y", length=0, labelsize=9, labelcolor=INK)
    for word, colour in (
        ("no target is lost", BLUE),
        ("such a share of the targets is lost", ORANGE),
    ):
        places[0].plot([], [], "o", color=colour, markersize=8, label=word)
    places[0].plot([], [], color=SOFT, linestyle=":", label="log₂ |H|")
    handles, labels = places[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=3, frameon=False, fontsize=10)
    figure.supxlabel(
        "in the worst case: examples that a teacher shows (above the line), queries of a learner "
        "that asks (below)",
        fontsize=11,
        color=INK,
    )
    return figure


def _panel(axes: Axes, rows: Sequence[Row]) -> None:
    """One family."""
    from matplotlib.ticker import MaxNLocator

    finite = [float(row["upper"]) for row in rows if math.isfinite(float(row["upper"]))]
    most = max(finite)
    end = most * 1.18 + 0.4  # where infinity stands
    axes.axvline(math.log2(int(rows[0]["hypotheses"])), color=SOFT, linestyle=":", zorder=0)
    shown = sum(1 for row in rows if str(row["way"]).startswith("shown"))
    axes.axhline(shown - 0.5, color=GREY, linewidth=1.2, zorder=0)
    for y, row in enumerate(rows):
        ends = [min(float(row[key]), end) for key in ("lower", "upper")]
        lost = float(row["lost"])
        colour = ORANGE if lost > 0 else BLUE
        axes.plot([0, ends[0]], [y, y], color=GREY, linewidth=1, zorder=0)
        axes.plot(ends, [y, y], "-o", color=colour, markersize=8, linewidth=3, clip_on=False)
        said = "∞" if ends[0] == end else "–".join(dict.fromkeys(f"{one:.0f}" for one in ends))
        said += f"  {lost:.0%}" if lost > 0 else ""
        axes.annotate(
            said,
            (ends[1], y),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=colour,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, end * 1.28)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.spines["left"].set_visible(False)
