"""A quantity over two knobs whose values are words, or numbers at any distance: a table of shades.

Each cell carries its number, so that nothing rests on colour alone; what is not computed yet is
blank, and what has no value says so. Shades are those of `heat`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.heat import SHADES
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape

NOTHING: Final = "–"
_CELL: Final = (52.0, 34.0)
_TOP: Final = 34.0
_TITLE: Final = 22.0
_GAP: Final = 10.0
_NUMBER: Final = 15.0
_BRIGHT: Final = 8  # from this shade on, dark letters have the greater contrast


@dataclass(frozen=True)
class Line:
    """One axis.

    Attributes:
        title: What it measures.
        names: One for each value.
    """

    title: str
    names: Sequence[str]


@dataclass(frozen=True)
class Places:
    """Where the cells of a mosaic lie, in its own units.

    Attributes:
        left: Of the first column.
        top: Of the highest row.
        wide: Of a cell.
        high: The same.
    """

    left: float
    top: float
    wide: float
    high: float


def places(across: Line, up: Line) -> Places:
    """Return where the cells of a mosaic lie."""
    names = max(text_width(name, size=CAPTION_SIZE) for name in up.names)
    widest = max(text_width(name, size=CAPTION_SIZE) for name in across.names)
    return Places(names + 2 * _GAP, _TOP, max(_CELL[0], widest + _GAP), _CELL[1])


def mosaic(
    values: FloatArray,
    known: FloatArray,
    *,
    across: Line,
    up: Line,
    title: str,
    description: str,
) -> Picture:
    """Return the table of shades.

    Args:
        values: `(rows, columns)` the quantity in [0, 1], NaN for none; row 0 lies below.
        known: `(rows, columns)` 1 where it is computed, 0 where it is not yet.
        across: The axis along x.
        up: The axis along y.
        title: What it is, in a few words.
        description: What it shows, for whoever cannot see it.

    Raises:
        ValueError: If the values do not fit the axes.
    """
    wanted = len(up.names), len(across.names)
    if values.shape != wanted or known.shape != wanted:
        raise ValueError(
            f"a mosaic has values of shape {values.shape}, known {known.shape}, but axes of "
            f"{wanted} names; pass one value for each pair"
        )
    at = places(across, up)
    rows, columns = values.shape
    shapes = [*_axes(across, up, at=at), *_cells(values, known, at=at)]
    floor = at.top + at.high * rows
    width = max(at.left + at.wide * columns, text_width(up.title, size=CAPTION_SIZE)) + _GAP
    height = floor + CAPTION_SIZE + _GAP + _TITLE
    return picture(Block(tuple(shapes), height), title=title, description=description, width=width)


def _cells(values: FloatArray, known: FloatArray, *, at: Places) -> Iterator[Shape]:
    """Return the cells, each with its number."""
    rows, columns = values.shape
    for y in range(rows):
        for x in range(columns):
            left, top = at.left + x * at.wide, at.top + (rows - 1 - y) * at.high
            value = float(values[y, x])
            empty = not known[y, x] or np.isnan(value)
            shade = 0 if empty else min(int(value * SHADES), SHADES - 1)
            role = "unseen" if not known[y, x] else "out" if empty else f"heat-{shade}"
            yield Shape(f"cell-{x}-{y}", Kind.RECT, (left, top, at.wide, at.high, 0), role)
            if known[y, x]:
                letters = "caption" if empty else "sign" if shade >= _BRIGHT else "on-dark"
                yield words_at(
                    f"number-{x}-{y}",
                    NOTHING if empty else f"{100 * value:.0f}",
                    x=left + at.wide / 2,
                    y=top + at.high / 2 + _NUMBER * 0.36,
                    role=letters,
                    size=_NUMBER,
                    anchor=MIDDLE,
                )


def _axes(across: Line, up: Line, *, at: Places) -> Iterator[Shape]:
    """Return the names of both axes and of their values."""
    rows, columns = len(up.names), len(across.names)
    yield words_at("up", up.title, x=0, y=at.top - _GAP, role="body")
    for y, name in enumerate(up.names):
        middle = at.top + (rows - 1 - y + 0.5) * at.high + CAPTION_SIZE * 0.36
        yield words_at(f"up-{y}", name, x=at.left - _GAP, y=middle, anchor=END)
    under = at.top + rows * at.high + CAPTION_SIZE + 4
    for x, name in enumerate(across.names):
        middle = at.left + (x + 0.5) * at.wide
        yield words_at(f"across-{x}", name, x=middle, y=under, anchor=MIDDLE)
    middle = at.left + columns * at.wide / 2
    yield words_at("across", across.title, x=middle, y=under + _TITLE, role="body", anchor=MIDDLE)
