"""What is said, as stacked bars: truthful, made up, or "I don't know"; a panel each case.

Where the rows have half widths of 95 % intervals, one stands at either end of the middle part: that
of what is truthful, and that of what is made up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, GREY, INK, ORANGE, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["bars_figure"]

_SAID = (
    ("truthful", BLUE, "white"),
    ("I don't know", GREY, INK),
    ("made up", ORANGE, INK),
)
_SIDE, _BAR, _NAMES, _ROOM = 3.7, 0.3, 1.8, 0.9  # inches
_LEGIBLE = 0.12  # a share that has room for its number
_APART = 0.22  # of a bar, up and down from its middle, where the two intervals stand
_NARROW = 0.01  # half an interval that would be hidden by its own line

Row = Mapping[str, str | int | float]


def bars_figure(rows: Sequence[Row], *, columns: int) -> Figure:
    """Stacked bars: a panel each case, a bar each way of training.

    Args:
        rows: With "case", "way", "truthful", "made up" and "I don't know", which sum to 1; the same
            ways for each case. With "half width of truthful" and "half width of made up", too, or
            without intervals.
        columns: Panels side by side.
    """
    cases = list(dict.fromkeys(str(row["case"]) for row in rows))
    ways = list(dict.fromkeys(str(row["way"]) for row in rows))
    columns = min(columns, len(cases))
    down = -(-len(cases) // columns)
    inches = (_SIDE * columns + _NAMES, down * (_BAR * len(ways) + 0.6) + _ROOM)
    figure, places = panels(cases, columns=columns, inches=inches, shared=True)
    for case, axes in zip(cases, places, strict=True):
        here = {str(row["way"]): row for row in rows if row["case"] == case}
        left = [0.0] * len(ways)
        for said, colour, ink in _SAID:
            shares = [float(here[way][said]) for way in ways]
            drawn = axes.barh(range(len(ways)), shares, left=left, color=colour, label=said)
            texts = [f"{share:.0%}" if share >= _LEGIBLE else "" for share in shares]
            axes.bar_label(drawn, texts, label_type="center", fontsize=8, color=ink)
            left = [a + b for a, b in zip(left, shares, strict=True)]
        _draw_intervals(axes, [here[way] for way in ways])
        axes.set_yticks(range(len(ways)), ways)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], ["0", "½", "1"])
        axes.spines["left"].set_visible(False)
    places[0].invert_yaxis()  # shared by all panels
    handles, labels = places[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside upper left", ncols=len(labels), frameon=False, fontsize=10
    )
    return figure


def _draw_intervals(axes: Axes, bars: Sequence[Row]) -> None:
    """An interval at the end of what is truthful, and one where what is made up begins."""
    ends = {"truthful": 0.0, "made up": 1.0}  # where each part is held
    for (said, held), up in zip(ends.items(), (-_APART, _APART), strict=True):
        halves = [float(bar.get(f"half width of {said}", math.nan)) for bar in bars]
        shown = [i for i, half in enumerate(halves) if half >= _NARROW]
        axes.errorbar(
            [abs(held - float(bars[i][said])) for i in shown],
            [i + up for i in shown],
            xerr=[halves[i] for i in shown],
            fmt="none",
            ecolor=INK,
            elinewidth=1,
            capsize=2,
        )
