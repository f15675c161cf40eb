"""A table whose cells are shaded by their numbers: what stands out, stands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.chart import Scale
from teachsim.draw.heat import SHADES
from teachsim.draw.lettering import shorten, wrap
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape

WIDTH: Final = 640.0
_LEFT: Final = 200.0
_MOST_LEFT: Final = 0.31
_ROW: Final = 29.0
_GAP: Final = 3.0
_DARK: Final = 8
"""Shades below this one take white letters, the others black ones: at least 4.5 to 1 on each."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes:
        title: what it is of.
        values: `(N,)` numbers.
        texts: how each is written.
        shades: from the palest to the darkest number; None for a column without shades.
    """

    title: str
    values: FloatArray
    texts: tuple[str, ...]
    shades: Scale | None = None


def shaded(
    names: Sequence[str], columns: Sequence[Column], *, title: str, width: float = WIDTH
) -> Picture:
    """Return the table.

    Args:
        names: of the N rows.
        columns: its columns; the loudest shade is that of the largest number.
        title: what it is, in a few words.
        width: of the picture.

    Raises:
        ValueError: if a column has another number of rows.
    """
    if any(not len(names) == len(column.values) == len(column.texts) for column in columns):
        raise ValueError(
            f"a table of {len(names)} rows got columns of {[len(c.values) for c in columns]} "
            "numbers; pass a number and its text for each row"
        )
    first = min(_LEFT, width * _MOST_LEFT)
    wide = (width - first) / len(columns)
    heads = [wrap(column.title, size=CAPTION_SIZE, room=wide - 2) for column in columns]
    head = 13.0 + 17.0 * max(map(len, heads))
    shapes: list[Shape] = []
    for r, name in enumerate(names):
        y = head + _ROW * r + _ROW / 2 + CAPTION_SIZE * 0.36
        short = shorten(name, size=CAPTION_SIZE, room=first - 10)
        shapes.append(words_at(f"row-{r}", short, x=first - 8, y=y, anchor=END, role="body"))
    for c, column in enumerate(columns):
        left = first + wide * c
        for i, line in enumerate(reversed(heads[c])):
            at = (left + wide / 2, head - 10 - 17 * i)
            text = shorten(line, size=CAPTION_SIZE, room=wide)
            shapes.append(words_at(f"head-{c}-{i}", text, x=at[0], y=at[1], anchor=MIDDLE))
        shapes += _cells(c, column, at=(left, head), wide=wide)
    height = head + _ROW * len(names) + 4
    block = Block(tuple(shapes), height)
    return picture(block, title=title, description=_told(names, columns), width=width)


def _cells(c: int, column: Column, *, at: tuple[float, float], wide: float) -> Iterator[Shape]:
    """Return the cells of one column."""
    left, head = at
    for r, (value, text) in enumerate(zip(column.values.tolist(), column.texts, strict=True)):
        top = head + _ROW * r
        role = "label"
        if column.shades is not None:
            shade = min(int(column.shades.share(value) * SHADES), SHADES - 1)
            box = (left + _GAP / 2, top + _GAP / 2, wide - _GAP, _ROW - _GAP, 2)
            yield Shape(f"cell-{r}-{c}", Kind.RECT, box, f"heat-{shade}")
            role = "on-dark" if shade < _DARK else "sign"
        y = top + _ROW / 2 + CAPTION_SIZE * 0.36
        yield words_at(f"text-{r}-{c}", text, x=left + wide / 2, y=y, anchor=MIDDLE, role=role)


def _told(names: Sequence[str], columns: Sequence[Column]) -> str:
    """Return the table in words."""
    rows = []
    for r, name in enumerate(names):
        cells = ", ".join(f"{column.title} {column.texts[r]}" for column in columns)
        rows.append(f"{name}: {cells}.")
    return " ".join(rows)
