"""Figures of studies: matplotlib without its global state, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teachsim.draw.plot_paper import BLUE, GREY, INK, ORANGE, panels

if TYPE_CHECKING:  # matplotlib takes half a second to import; only those who draw pay for it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["ends_figure", "png", "rounds_figure"]

# Colour, dash and width of each line: where lines coincide, the wider show behind the narrower.
_STYLES = (
    (ORANGE, "-", 5.0),
    (ORANGE, "--", 3.5),
    (BLUE, "--", 2.5),
    (BLUE, "-", 1.5),
)
_ENDS = (
    ("right", BLUE, "white"),
    ("undetermined", GREY, INK),
    ("misled", ORANGE, INK),
)

_ROOM = 0.9  # inches for the legend above and the axis below

Row = Mapping[str, str | int | float]


def rounds_figure(rows: Sequence[Row], *, rows_by: str, columns_by: str, lines_by: str) -> Figure:
    """Share of targets not right against rounds: a grid of panels, a line each demonstrator.

    Args:
        rows: With the columns named here, "rounds", "misled" and "undetermined".
        rows_by: Column that makes the rows of panels.
        columns_by: Column that makes the columns of panels.
        lines_by: Column that makes the lines, at most four.
    """
    from matplotlib.ticker import MaxNLocator

    figure, grid = _panels(rows, rows_by, columns_by=columns_by, size=(3.4, 1.75))
    for (down, across), axes in grid.items():
        for word, (colour, dash, width) in zip(_words(rows, lines_by), _STYLES, strict=False):
            line = [
                row
                for row in rows
                if (row[rows_by], row[columns_by], row[lines_by]) == (down, across, word)
            ]
            share = [float(row["misled"]) + float(row["undetermined"]) for row in line]
            rounds = [row["rounds"] for row in line]
            axes.plot(rounds, share, color=colour, linestyle=dash, linewidth=width, label=word)
        axes.set_ylim(-0.04, 1.04)
        axes.set_yticks([0, 0.5, 1], ["0", "½", "all"])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(figure, next(iter(grid.values())))
    figure.supxlabel("right examples shown", fontsize=11, color=INK)
    figure.supylabel("share of targets on which the learner is not right", fontsize=11, color=INK)
    return figure


def ends_figure(rows: Sequence[Row], *, rows_by: str, columns_by: str, bars_by: str) -> Figure:
    """Shares right, undetermined and misled as stacked bars: a grid of panels, a bar each regime.

    Args:
        rows: With the columns named here, "right", "undetermined" and "misled".
        rows_by: Column that makes the rows of panels.
        columns_by: Column that makes the columns of panels.
        bars_by: Column that makes the bars.
    """
    figure, grid = _panels(rows, rows_by, columns_by=columns_by, size=(3.6, 2.1))
    bars = _words(rows, bars_by)
    for (down, across), axes in grid.items():
        here = {r[bars_by]: r for r in rows if (r[rows_by], r[columns_by]) == (down, across)}
        left = [0.0] * len(bars)
        for end, colour, ink in _ENDS:
            shares = [float(here[bar][end]) for bar in bars]
            drawn = axes.barh(range(len(bars)), shares, left=left, color=colour, label=end)
            texts = [f"{share:.0%}" if share >= 0.15 else "" for share in shares]
            axes.bar_label(drawn, texts, label_type="center", fontsize=8, color=ink)
            left = [a + b for a, b in zip(left, shares, strict=True)]
        axes.set_yticks(range(len(bars)), bars)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], ["0", "½", "all"])
    next(iter(grid.values())).invert_yaxis()  # shared by all panels
    _legend(figure, next(iter(grid.values())))
    figure.supxlabel("share of targets", fontsize=11, color=INK)
    return figure


def png(figure: Figure, *, source: str) -> bytes:
    """The figure as PNG; no date goes in, so equal figures are equal bytes.

    Args:
        figure: What to save.
        source: Where its numbers come from, kept in the file's metadata.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None, "Source": source})
    return buffer.getvalue()


def _words(rows: Sequence[Row], column: str) -> list[str]:
    """The different words of a column, in order of appearance."""
    return list(dict.fromkeys(str(row[column]) for row in rows))


def _panels(
    rows: Sequence[Row], rows_by: str, *, columns_by: str, size: tuple[float, float]
) -> tuple[Figure, dict[tuple[str, str], Axes]]:
    """A figure of panels that share their axes, and the panel of each pair of words."""
    down, across = _words(rows, rows_by), _words(rows, columns_by)
    pairs = [(d, a) for d in down for a in across]
    titles = [f"{d} · {a}" for d, a in pairs]
    inches = (size[0] * len(across), size[1] * len(down) + _ROOM)
    figure, places = panels(titles, columns=len(across), inches=inches, shared=True)
    return figure, dict(zip(pairs, places, strict=True))


def _legend(figure: Figure, axes: Axes) -> None:
    """One legend for all panels, above them."""
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside upper left", ncols=len(labels), frameon=False, fontsize=10
    )
