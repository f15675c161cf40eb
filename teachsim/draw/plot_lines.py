"""Theory beside measurement: panels of lines named where they end, with closed forms dashed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, INK, ORANGE, SOFT, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["PREDICTED", "Look", "lines_figure"]

PREDICTED = ", predicted"
"""Ends the name of a line that is the closed form of another one."""

_COLOURS = (ORANGE, BLUE, "#009E73", "#CC79A7", "#8a6d00", "#56B4E9", INK, "#7a7a7a")
_MARKED = 24  # so few points are marked
_SIDE = 5.0, 3.0  # inches of a panel, with the names beside it
_APART = 0.085  # of a panel's height, from name to name
_SHARE = 1.04
_KEY = "dashed: closed form · marks and solid lines: training · bands: 95 % interval of the mean"

Row = Mapping[str, str | int | float]


@dataclass(frozen=True)
class Look:
    """How a panel's axes are drawn.

    Attributes:
        log_x: Whether the axis across is logarithmic.
        log_y: Whether the axis up is.
        bottom: Where the axis up begins; None for where the numbers do, or 0.
        top: Where it ends; None for where they do.
    """

    log_x: bool = False
    log_y: bool = False
    bottom: float | None = None
    top: float | None = None


def lines_figure(
    rows: Sequence[Row], *, columns: int, looks: Mapping[str, Look] | None = None
) -> Figure:
    """Lines over a number, panel by panel; what is measured is marked, what is predicted dashed.

    Args:
        rows: Those of `sweep.curves`: with "panel" and "line"; "x", "value" and "half width" of the
            95 % interval of the value, NaN where there is none; "x is" and "value is", what the
            axes say. A line whose name ends in `PREDICTED` has the colour of the line that it
            predicts.
        columns: Panels side by side.
        looks: Axes by title of panel, where they are not plain.
    """
    titles = list(dict.fromkeys(str(row["panel"]) for row in rows))
    inches = (_SIDE[0] * min(columns, len(titles)), _SIDE[1] * -(-len(titles) // columns) + 0.25)
    figure, places = panels(titles, columns=min(columns, len(titles)), inches=inches)
    for title, axes in zip(titles, places, strict=True):
        here = [row for row in rows if row["panel"] == title]
        look = (looks or {}).get(title, Look())
        _axes(axes, here, look=look)
        _draw(axes, here)
    figure.supxlabel(_KEY, x=0.005, ha="left", fontsize=8.5, color=SOFT)
    return figure


def _axes(axes: Axes, rows: Sequence[Row], *, look: Look) -> None:
    """Scales, their ends and what they say."""
    axes.set_xlabel(str(rows[0]["x is"]), fontsize=9, color=INK)
    axes.set_ylabel(said := str(rows[0]["value is"]), fontsize=9, color=INK)
    values = [float(row["value"]) for row in rows if math.isfinite(float(row["value"]))]
    if look.log_x:
        axes.set_xscale("log")
    if look.log_y:
        axes.set_yscale("log")
    elif said.startswith(("share", "chance")):
        axes.set_ylim(1 - _SHARE, _SHARE)
        axes.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    else:
        high, low = max([*values, 0.0]), min([*values, 0.0])
        axes.set_ylim(low - 0.06 * (high - low), high + 0.06 * (high - low))
    if look.bottom is not None or look.top is not None:
        axes.set_ylim(look.bottom, look.top)


def _draw(axes: Axes, rows: Sequence[Row]) -> None:
    """The lines of one panel, and their names beside it."""
    names = list(dict.fromkeys(str(row["line"]).removesuffix(PREDICTED) for row in rows))
    ends = []
    for i, (name, colour) in enumerate(zip(names, _COLOURS * 2, strict=False)):
        told = [row for row in rows if row["line"] == name + PREDICTED]
        found = [row for row in rows if row["line"] == name]
        if told:
            x, y = _columns(told)
            axes.plot(x, y, color=colour, linestyle=(0, (4, 2)), linewidth=1.4, zorder=2)
        if found:
            _found(axes, found, colour=colour, alone=not told, size=max(6.5 - 0.8 * i, 3.0))
        ends.append((name, colour, max(found or told, key=lambda row: float(row["x"]))))
    _names(axes, ends)


def _columns(rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    """Numbers across and up."""
    return [float(row["x"]) for row in rows], [float(row["value"]) for row in rows]


def _found(axes: Axes, rows: Sequence[Row], *, colour: str, alone: bool, size: float) -> None:
    """What was measured: marks if a prediction stands behind them, else a line."""
    x, y = _columns(rows)
    half = [float(row["half width"]) for row in rows]
    low, high = ([a + sign * h for a, h in zip(y, half, strict=True)] for sign in (-1, 1))
    if len(rows) == 1:
        axes.plot(x, y, "o", color=colour, markersize=8, zorder=4)
        return
    if any(h > 0 for h in half):
        axes.fill_between(x, low, high, color=colour, alpha=0.22, linewidth=0, zorder=1)
    marker = "o" if len(rows) <= _MARKED else ""
    style = "-" if alone or not marker else ""
    axes.plot(x, y, color=colour, linestyle=style, marker=marker, markersize=size, zorder=3)


def _names(axes: Axes, ends: Sequence[tuple[str, str, Row]]) -> None:
    """Names at the right, as high as their lines end, but none upon another."""
    axes.autoscale_view()  # limits are settled only when they are asked for
    height = axes.transData.transform
    inverse = axes.transAxes.inverted().transform
    wanted = []
    for name, colour, row in ends:
        x, y = float(row["x"]), float(row["value"])
        y = y if math.isfinite(y) else axes.get_ylim()[1]
        place = float(inverse(height((x, y)))[1])
        wanted.append((min(max(place, 0.0), 1.0), name, colour))
    wanted.sort(key=lambda one: one[0])
    places = _spread([one[0] for one in wanted])
    for place, (_, name, colour) in zip(places, wanted, strict=True):
        axes.annotate(
            name,
            (1.02, place),
            xycoords="axes fraction",
            va="center",
            fontsize=8.5,
            color=SOFT if colour == _COLOURS[-1] else colour,
        )


def _spread(wanted: Sequence[float]) -> list[float]:
    """Ascending places at least `_APART` from each other, near those wanted."""
    places: list[float] = []
    for one in wanted:
        places.append(max(one, places[-1] + _APART) if places else one)
    over = max(places[-1] - 1.0, 0.0) if places else 0.0
    for i in range(len(places) - 1, -1, -1):
        most = places[i + 1] - _APART if i + 1 < len(places) else places[i] - over
        places[i] = min(places[i], most)
    return places
