"""Curves of studies: a grid of panels with axes of their own, lines with their 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, INK, ORANGE, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["curves_figure"]

# Colour, dash and width of each line: where lines coincide, the wider show behind the narrower.
_STYLES = (
    (ORANGE, "-", 5.0),
    (BLUE, "-", 4.0),
    ("#009E73", "--", 3.0),
    ("#CC79A7", "-", 2.0),
    (INK, ":", 1.8),
    ("#56B4E9", "-.", 1.8),
    ("#E69F00", "--", 1.5),
    ("#7a7a7a", "-", 1.2),
)
_MARKED = 8  # so few points are marked
_SIDE = 4.6, 2.7
_OVER = 1.15  # room above the greatest value

Row = Mapping[str, str | int | float]


def curves_figure(rows: Sequence[Row], *, columns: int) -> Figure:
    """Lines over a number, panel by panel; panels in a row with the same lines share a legend.

    Args:
        rows: With "panel" and "line"; "x", "value" and "half width" of the 95 % interval of the
            value, NaN where there is none; and "x is" and "value is", what the axes say. A line of
            one point is a mark, with "half width of x" across where the row has one.
        columns: Panels side by side.
    """
    titles = list(dict.fromkeys(str(row["panel"]) for row in rows))
    inches = (_SIDE[0] * columns, _SIDE[1] * -(-len(titles) // columns))
    figure, places = panels(titles, columns=columns, inches=inches)
    lines = [_lines(rows, title) for title in titles]
    for i, (title, axes) in enumerate(zip(titles, places, strict=True)):
        here, names = [row for row in rows if row["panel"] == title], lines[i]
        for name, style in zip(names, _STYLES, strict=False):
            _line(axes, [row for row in here if row["line"] == name], style=style)
        axes.set_xlabel(str(here[0]["x is"]), fontsize=9, color=INK)
        axes.set_ylabel(str(here[0]["value is"]), fontsize=9, color=INK)
        _fit(axes, here)
        _endless(axes, here, names=names)
        if (i + 1) % columns == 0 or lines[i + 1 : i + 2] != [names]:
            beside = (1.0, 1.03)
            axes.legend(loc="upper left", bbox_to_anchor=beside, frameon=False, fontsize=9)
    return figure


def _lines(rows: Sequence[Row], panel: str) -> list[str]:
    """The names of a panel's lines, in order of appearance."""
    return list(dict.fromkeys(str(row["line"]) for row in rows if row["panel"] == panel))


def _line(axes: Axes, rows: Sequence[Row], *, style: tuple[str, str, float]) -> None:
    """One line, or one mark."""
    colour, dash, width = style
    name = str(rows[0]["line"])
    x, y, half = ([float(row[key]) for row in rows] for key in ("x", "value", "half width"))
    if len(rows) == 1:
        across = float(rows[0].get("half width of x", math.nan))
        wide, high = (one if one > 0 else None for one in (across, half[0]))
        axes.errorbar(
            x,
            y,
            yerr=high,
            xerr=wide,
            fmt="o",
            color=colour,
            markersize=2 * width + 3,
            label=name,
            ecolor=INK,
            elinewidth=1.5,
            capsize=3,
            barsabove=True,
        )
        return
    marker = "o" if len(rows) <= _MARKED else ""
    axes.plot(
        x,
        y,
        color=colour,
        linestyle=dash,
        linewidth=width,
        label=name,
        marker=marker,
        markersize=width + 2.5,
        solid_capstyle="round",
    )
    if any(one > 0 for one in half):
        bottom = [a - b for a, b in zip(y, half, strict=True)]
        top = [a + b for a, b in zip(y, half, strict=True)]
        axes.fill_between(x, bottom, top, color=colour, alpha=0.2, linewidth=0)


def _endless(axes: Axes, rows: Sequence[Row], *, names: Sequence[str]) -> None:
    """Mark at the top what has no end, in the colour of its line."""
    top = 0.97 * axes.get_ylim()[1]
    for row in rows:
        if math.isinf(float(row["value"])):
            colour = _STYLES[names.index(str(row["line"]))][0]
            axes.text(
                float(row["x"]), top, "∞", color=colour, ha="center", va="center", fontsize=12
            )


def _fit(axes: Axes, rows: Sequence[Row]) -> None:
    """Axes from nought; shares up to all."""
    values = [float(row["value"]) for row in rows if math.isfinite(float(row["value"]))]
    if str(rows[0]["value is"]).startswith("share"):
        axes.set_ylim(-0.04, 1.04)
        axes.set_yticks([0, 0.5, 1], ["0", "½", "all"])
    else:
        axes.set_ylim(-0.04 * max(values), _OVER * max(values))
    if str(rows[0]["x is"]).startswith("share"):
        axes.set_xlim(-0.04, 1.04)
        axes.set_xticks([0, 0.5, 1], ["0", "½", "all"])
