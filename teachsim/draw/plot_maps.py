"""Phase diagrams: small multiples of shaded maps with their boundaries, and of curves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_lines import Look
from teachsim.draw.plot_paper import BLUE, INK, ORANGE, SOFT, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["maps_figure"]

_SIDE = 3.9, 3.1  # inches of a panel and its scale
_COLOURS = (ORANGE, BLUE, "#009E73", "#CC79A7")

Row = Mapping[str, str | int | float]


def maps_figure(
    rows: Sequence[Row], *, columns: int, looks: Mapping[str, Look] | None = None
) -> Figure:
    """Maps where rows have no line, boundaries dashed over them where they have one.

    Args:
        rows: With "panel", "x is", "y is", "value is", "x" and "y"; "line", empty for the cells of
            a map, else the name of a curve; and "value" of cells, NaN for none. A panel of curves
            alone draws them as lines; those whose name begins with "theory" are dashed. Curves with
            a "half width" of the 95 % interval of y that is no NaN stand in a band.
        columns: Panels side by side.
        looks: Axes by title of panel, where they are not plain.
    """
    titles = list(dict.fromkeys(str(row["panel"]) for row in rows))
    inches = (_SIDE[0] * columns, _SIDE[1] * -(-len(titles) // columns) + 0.25)
    figure, places = panels(titles, columns=columns, inches=inches)
    for title, axes in zip(titles, places, strict=True):
        here = [row for row in rows if row["panel"] == title]
        look = (looks or {}).get(title, Look())
        if look.log_x:
            axes.set_xscale("log")
        if look.log_y:
            axes.set_yscale("log")
        cells = [row for row in here if not row["line"]]
        if cells:
            _shade(axes, cells)
        _lines(axes, [row for row in here if row["line"]], over=bool(cells))
        axes.set_xlabel(str(here[0]["x is"]), fontsize=9, color=INK)
        axes.set_ylabel(str(here[0]["y is"]), fontsize=9, color=INK)
    said = "shades and solid lines: training · dashes: closed form · grey: no value"
    said += " · bands: 95 % interval of the mean" * any(_half(row) > 0 for row in rows)
    figure.supxlabel(said, x=0.005, ha="left", fontsize=8.5, color=SOFT)
    return figure


def _shade(axes: Axes, rows: Sequence[Row]) -> None:
    """A map and its scale; axes end where its cells do."""
    across = sorted({float(row["x"]) for row in rows})
    up = sorted({float(row["y"]) for row in rows})
    found = {(float(row["x"]), float(row["y"])): float(row["value"]) for row in rows}
    table = [[found.get((x, y), math.nan) for x in across] for y in up]
    axes.set_facecolor("#d9d6ce")
    mesh = axes.pcolormesh(across, up, table, cmap="YlGnBu", shading="nearest", rasterized=True)
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(up[0], up[-1])
    bar = axes.figure.colorbar(mesh, ax=axes, pad=0.02)
    bar.set_label(str(rows[0]["value is"]), fontsize=8.5, color=INK)
    bar.ax.tick_params(labelsize=8, colors=SOFT, length=2)
    bar.outline.set_visible(False)


def _lines(axes: Axes, rows: Sequence[Row], *, over: bool) -> None:
    """Boundaries over a map, or curves with a legend."""
    names = list(dict.fromkeys(str(row["line"]) for row in rows))
    plain = 0
    for name in names:
        x, y = ([float(row[key]) for row in rows if row["line"] == name] for key in ("x", "y"))
        dashed = over or name.startswith("theory")
        colour = ORANGE if over else INK if dashed else _COLOURS[plain % len(_COLOURS)]
        plain += not dashed
        style = (0, (4, 2)) if dashed else "-"
        axes.plot(x, y, color=colour, linestyle=style, linewidth=2 if over else 1.6, label=name)
        half = [_half(row) for row in rows if row["line"] == name]
        if any(h > 0 for h in half):
            low, high = ([b + sign * h for b, h in zip(y, half, strict=True)] for sign in (-1, 1))
            axes.fill_between(x, low, high, color=colour, alpha=0.22, linewidth=0)
    if names:
        axes.legend(loc="best", fontsize=8, frameon=over, framealpha=0.85, edgecolor="none")


def _half(row: Row) -> float:
    """Half the interval of a point; NaN where nothing is drawn at random."""
    return float(row.get("half width", math.nan))
