"""The table of an atlas: a row each family, a column each quantity, in the order of the laws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, INK, ORANGE, PAPER, SOFT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["GROUPS", "atlas_figure"]

GROUPS: dict[str, str] = {
    "neighbours": "density, deg min ≤ degeneracy ≤ deg max",
    "mistakes": "SD, VC ≤ Ldim ≤ elasticity",
    "examples with both marks": "NCTD, TD avg, TD min ≤ RTD ≤ TD ≤ XTD ≤ star, CD",
    "right answers alone": "tell-tale ≤ NCTD+ ≤ RTD+ ≤ TD+",
    "questions": "EQ* ≤ EQ, MQ|EQ ≤ MQ, Sub|Sup ≤ Sub, Sup",
}
"""The columns; "≤" stands between two where the law holds on every class."""

_GAP = 0.35  # between groups, in cells
_CELL = 0.5, 0.4  # inches
_LEFT, _TOP = 2.1, 1.75  # inches for the names of families and of quantities
_BELOW = 0.45
_TOLD = (
    "Each cell: the quantity of the largest class of the family (on the left sizes |H|; 4–5 are "
    "proved bounds), and its growth with log₂ |H|, all lines of a row on one scale from nought on."
)

Row = Mapping[str, str | int | float]
_Cells = dict[tuple[str, str], list[Row]]


def atlas_figure(rows: Sequence[Row]) -> Figure:
    """Each quantity of the largest class of each family, and how it grew.

    Blue cells are below log2 |H|, orange ones above. The lines of a row share one scale from nought
    on, and grow with log2 |H|; what is proved only within bounds is a band.

    Args:
        rows: With "family", "hypotheses", "symbol", "lower" and "upper", the classes of a family in
            growing order; every symbol of `GROUPS`.
    """
    from matplotlib.figure import Figure

    cells: _Cells = {}
    for row in rows:
        cells.setdefault((str(row["family"]), str(row["symbol"])), []).append(row)
    families = list(dict.fromkeys(family for family, _ in cells))
    places, laws, heads, width = _columns()
    across, down = _CELL[0] * width, _CELL[1] * len(families)
    inches = (_LEFT + across + 0.15, _TOP + down + _BELOW)
    figure = Figure(figsize=inches, facecolor=PAPER)
    axes = figure.add_axes(
        (_LEFT / inches[0], _BELOW / inches[1], across / inches[0], down / inches[1])
    )
    axes.set(xlim=(0, width), ylim=(len(families), 0))
    axes.set_axis_off()
    _head(axes, places, laws=laws, heads=heads)
    for y, family in enumerate(families):
        sizes = [int(row["hypotheses"]) for row in cells[family, next(iter(places))]]
        said = f"{sizes[0]}–{sizes[-1]}" if len(sizes) > 1 else f"{sizes[0]}"
        axes.text(-0.15, y + 0.36, family, ha="right", va="center", fontsize=9.5, color=INK)
        axes.text(-0.15, y + 0.74, said, ha="right", va="center", fontsize=7, color=SOFT)
        scale = max(_number(row) for symbol in places for row in cells[family, symbol])
        for symbol, x in places.items():
            _cell(axes, cells[family, symbol], x=x, y=y, scale=scale)
    axes.text(0, len(families) + 0.3, _TOLD, fontsize=8.5, color=SOFT, va="top")
    _key(axes)
    return figure


def _columns() -> tuple[dict[str, float], list[float], list[tuple[str, float, float]], float]:
    """Where each symbol stands, where "≤" does, where each group begins and ends, and the width."""
    places: dict[str, float] = {}
    laws: list[float] = []
    heads: list[tuple[str, float, float]] = []
    x = 0.0
    for title, line in GROUPS.items():
        begin = x
        for part in line.split(", "):
            chain = part.split(" ≤ ")
            laws += [x + i for i in range(1, len(chain))]
            places |= {symbol: x + i for i, symbol in enumerate(chain)}
            x += len(chain)
        heads.append((title, begin, x))
        x += _GAP
    return places, laws, heads, x - _GAP


def _head(
    axes: Axes,
    places: dict[str, float],
    *,
    laws: list[float],
    heads: list[tuple[str, float, float]],
) -> None:
    """The names of the columns and of their groups."""
    for symbol, x in places.items():
        axes.text(
            x + 0.5,
            -0.15,
            symbol,
            rotation=60,
            ha="left",
            va="bottom",
            fontsize=9.5,
            color=INK,
            rotation_mode="anchor",
        )
    for x in laws:
        axes.text(x, -0.02, "≤", ha="center", va="bottom", fontsize=11, color=INK)
    for title, begin, end in heads:
        axes.plot([begin, end], [-2.75] * 2, color=SOFT, linewidth=1, clip_on=False)
        axes.text(
            (begin + end) / 2,
            -2.85,
            title,
            ha="center",
            va="bottom",
            fontsize=10,
            color=INK,
            fontweight="bold",
        )


def _key(axes: Axes) -> None:
    """What the colours mean, in the corner that names leave free."""
    from matplotlib.patches import Rectangle

    words = ("¼ log₂ |H|, or less", "log₂ |H|", "2 log₂ |H|", "4 log₂ |H|, or more")
    for i, (word, ratio) in enumerate(zip(words, (0.25, 1.0, 2.0, math.inf), strict=True)):
        y = -3.6 + 0.85 * i
        shade = _shade(ratio, bits=1.0)
        swatch = Rectangle((-3.9, y), 0.7, 0.7, facecolor=shade, edgecolor=SOFT, linewidth=0.5)
        axes.add_patch(swatch).set_clip_on(False)
        axes.text(-3.0, y + 0.38, word, fontsize=9, color=INK, va="center")


def _cell(axes: Axes, rows: Sequence[Row], *, x: float, y: float, scale: float) -> None:
    """One quantity of one family."""
    from matplotlib.patches import Rectangle

    last = rows[-1]
    lower, upper = float(last["lower"]), float(last["upper"])
    shade = _shade(lower, bits=math.log2(int(last["hypotheses"])))
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=shade, edgecolor=PAPER, linewidth=1.5))
    said = _written(lower) if lower == upper else f"{_written(lower)}–{_written(upper)}"
    axes.text(x + 0.5, y + 0.3, said, ha="center", va="center", fontsize=8.5, color=INK)
    finite = [row for row in rows if math.isfinite(float(row["lower"]))]
    if len(finite) < 2:
        return
    bits = [math.log2(int(row["hypotheses"])) for row in finite]
    left = [x + 0.12 + 0.76 * (b - bits[0]) / ((bits[-1] - bits[0]) or 1) for b in bits]
    ends = [
        [y + 0.93 - 0.38 * min(float(row[end]) / scale, 1.0) for row in finite]
        for end in ("lower", "upper")
    ]
    axes.fill_between(left, ends[0], ends[1], color=SOFT, alpha=0.4, linewidth=0)
    axes.plot(left, ends[0], color=INK, linewidth=1, solid_capstyle="round")


def _number(row: Row) -> float:
    """What a row counts towards the scale: nothing where it has no end."""
    lower, upper = float(row["lower"]), float(row["upper"])
    return upper if math.isfinite(upper) else lower if math.isfinite(lower) else 0.0


def _written(number: float) -> str:
    if math.isinf(number):
        return "∞"
    return f"{number:.0f}" if number == round(number) else f"{number:.1f}"


def _shade(number: float, *, bits: float) -> tuple[float, float, float]:
    """Paper at log2 |H|, towards blue below and orange above, full at a quarter and at four times.

    Args:
        number: The quantity.
        bits: log2 |H|.
    """
    from matplotlib.colors import to_rgb

    ratio = max(number, bits / 4) / bits
    share = min(abs(math.log2(ratio)) / 2, 1.0) if math.isfinite(ratio) else 1.0
    there, here = to_rgb(BLUE if ratio < 1 else ORANGE), to_rgb(PAPER)
    red, green, blue = (a + (b - a) * 0.62 * share for a, b in zip(here, there, strict=True))
    return red, green, blue
