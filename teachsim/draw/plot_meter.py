"""The threshold meter: each objective's chance of answering over confidence, with two ticks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, GREY, INK, ORANGE, SOFT, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["meter_figure"]

_SIDE = 2.9, 2.1  # inches of a panel
_STEP = 1.5

Row = Mapping[str, str | int | float]


def meter_figure(rows: Sequence[Row], *, columns: int) -> Figure:
    """Small multiples: a gate each, its measured threshold as a mark, the closed form dashed.

    Args:
        rows: With "panel", "x" and "value" of the curve, NaN for none, "measured" of points beside
            it, NaN for none, and "predicted" and "effective", thresholds, NaN for none; "x is" and
            "value is" of the axes.
        columns: Panels side by side.
    """
    titles = list(dict.fromkeys(str(row["panel"]) for row in rows))
    inches = (_SIDE[0] * columns, _SIDE[1] * -(-len(titles) // columns) + 0.3)
    figure, places = panels(titles, columns=columns, inches=inches)
    for title, axes in zip(titles, places, strict=True):
        _panel(axes, [row for row in rows if row["panel"] == title])
    said = (
        "line: chance of the trained gate · dot: measured threshold · dashes: closed form · "
        "of a real model, dots: what it did, line: the fit, or the labels that it was shown"
    )
    figure.supxlabel(said, x=0.005, ha="left", fontsize=8.5, color=SOFT)
    return figure


def _panel(axes: Axes, rows: Sequence[Row]) -> None:
    """One gate, or one fit."""
    x = [float(row["x"]) for row in rows]
    curve, found = ([float(row[key]) for row in rows] for key in ("value", "measured"))
    axes.plot(x, curve, color=BLUE, linewidth=1.8, zorder=3)
    if not any(math.isfinite(one) for one in found):
        axes.fill_between(x, 0, curve, color=BLUE, alpha=0.15, linewidth=0)
    axes.plot(x, found, "o", color=ORANGE, markersize=6, zorder=4)
    predicted, effective = (float(rows[0][key]) for key in ("predicted", "effective"))
    if math.isfinite(predicted):
        axes.axvline(predicted, color=ORANGE, linestyle=(0, (4, 2)), linewidth=_STEP, zorder=4)
        side = "right" if predicted > 0.5 else "left"
        axes.annotate(
            f"{predicted:.2f}",
            (predicted, 0.5),
            xytext=(-6 if side == "right" else 6, 8),
            textcoords="offset points",
            ha=side,
            fontsize=9,
            color=INK,
        )
    if math.isfinite(effective):
        axes.plot([effective], [0.5], "o", color=ORANGE, markersize=6, zorder=5, clip_on=False)
    elif not any(math.isfinite(one) for one in found):
        axes.annotate("no threshold", (0.97, 0.06), xycoords="axes fraction", ha="right", color=INK)
    axes.set_xlabel(str(rows[0]["x is"]), fontsize=8.5, color=INK)
    axes.set_ylabel(str(rows[0]["value is"]), fontsize=8.5, color=INK)
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=0)
    axes.set_xlim(-0.02, 1.02)
    if str(rows[0]["value is"]).startswith("chance"):
        axes.set_ylim(-0.04, 1.04)
        axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
