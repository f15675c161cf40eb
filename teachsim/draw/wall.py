"""A wall of stacked areas: how often a model is right, makes things up, or says "I don't know".

Rows are what it knows and what it does not; columns are ways to train it. Time runs to the right,
in factors where training is fast at first and slow at the end. Bands are named inside, where there
is room, so that no legend has to be learned; what no cell names is named below. A bar beside an
area is where theory says that it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, LABEL_SIZE, Block, picture, stacked, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.key import colour_key
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape
from teachsim.draw.words import say

BANDS: Final = ("truthful", "made-up", "idk")
WIDTH: Final = 980.0
_LEFT: Final = 118.0
_TOP: Final = 34.0
_CELL: Final = 128.0
_BETWEEN: Final = 16.0
_MOST_POINTS: Final = 80
_THINNEST: Final = 17.0
_LINE: Final = 17.0
_BAR: Final = 42.0
_BESIDE: Final = 5.0
_SEEN: Final = 0.03  # of a cell's height: a band that is thinner all along is hardly seen
_OVER_KEY: Final = 6.0


class Time(Enum):
    """How time runs to the right; the value is its word."""

    FACTORS = "time"
    EVEN = "time-even"


@dataclass(frozen=True, eq=False)
class Column:
    """One way to train.

    Attributes:
        title: its name.
        rates: `(T + 1, rows, 3)` chance to be truthful, to make something up, to abstain.
        ends: steps at which one phase ends and the next begins.
        aim: `(rows, 3)` where theory says that it ends; None if it says nothing.
    """

    title: str
    rates: FloatArray
    ends: tuple[int, ...] = ()
    aim: FloatArray | None = None


def wall(
    columns: Sequence[Column],
    *,
    rows: Sequence[str],
    title: str,
    width: float = WIDTH,
    cell: float = _CELL,
    time: Time = Time.FACTORS,
) -> Picture:
    """Return the wall.

    Args:
        columns: the ways to train, side by side.
        rows: names of the rows, as many as the rates have.
        title: what it is, in a few words.
        width: of all of it.
        cell: height of a cell.
        time: how it runs.

    Raises:
        ValueError: if there is no column, or a column has another number of rows.
    """
    if not columns or any(column.rates.shape[1:] != (len(rows), 3) for column in columns):
        raise ValueError(
            f"a wall of {len(rows)} rows got columns of shapes "
            f"{[column.rates.shape for column in columns]}; each must be (T + 1, rows, 3)"
        )
    wide = (width - _LEFT - 8) / len(columns) - _BETWEEN
    shapes: list[Shape] = []
    for r, name in enumerate(rows):
        y = _TOP + r * (cell + _BETWEEN) + cell / 2
        shapes.append(words_at(f"row-{r}", name, x=_LEFT - 14, y=y, anchor=END, role="body"))
    for c, column in enumerate(columns):
        left = _LEFT + c * (wide + _BETWEEN)
        if column.title:
            shapes.append(_heading(c, column.title, x=left + wide / 2))
        for r in range(len(rows)):
            top = _TOP + r * (cell + _BETWEEN)
            across = Scale(1, max(len(column.rates), 2), log=time is Time.FACTORS)
            room = wide if column.aim is None else wide - _BESIDE - _BAR
            frame = Frame(left, top, room, cell, across, Scale(0, 1))
            shapes += _cell(f"{r}-{c}", column, row=r, frame=frame)
            if column.aim is not None:
                bar = Frame(left + wide - _BAR, top, _BAR, cell, Scale(0, 1), Scale(0, 1))
                shapes += _bar(f"{r}-{c}", column.aim[r], frame=bar)
    below = _TOP + len(rows) * (cell + _BETWEEN) + CAPTION_SIZE - 2
    aimed = any(column.aim is not None for column in columns)
    under = [*_captions(below, width=width, time=time, aimed=aimed)]
    height = under[-1].geometry[1] + 8
    told = _told(columns, rows)
    block = Block((*shapes, *under), height)
    unnamed = _unnamed(columns, shapes)
    if unnamed:
        block = stacked([block, colour_key(unnamed, left=_LEFT, width=width)], gap=_OVER_KEY)
    return picture(block, title=title, description=told, width=width)


def _unnamed(columns: Sequence[Column], shapes: Sequence[Shape]) -> dict[str, str]:
    """Return the names of the bands that are seen in some cell, and written in none."""
    seen = np.max([column.rates.max(axis=(0, 1)) for column in columns], axis=0) >= _SEEN
    written = [shape.text for shape in shapes if shape.key.startswith("name-")]
    names = {band: say(f"band-{band}") for band, there in zip(BANDS, seen, strict=True) if there}
    return {
        f"band-{band}": name
        for band, name in names.items()
        if not any(text.startswith(name) for text in written)
    }


def _captions(y: float, *, width: float, time: Time, aimed: bool) -> Iterator[Shape]:
    """Return how time runs and what the bars are: on one line, or on two where it is narrow."""
    yield words_at("time", say(time.value), x=_LEFT, y=y)
    if not aimed:
        return
    right = width - 24
    both = text_width(say(time.value), size=CAPTION_SIZE) + text_width(
        say("aim"), size=CAPTION_SIZE
    )
    down = 0.0 if both + 2 * _BETWEEN < right - _LEFT else CAPTION_SIZE + 4
    yield words_at("aim", say("aim"), x=right, y=y + down, anchor=END)


def _heading(c: int, title: str, *, x: float) -> Shape:
    """Return the name of a column."""
    size = LABEL_SIZE - 1
    return words_at(f"column-{c}", title, x=x, y=20, anchor=MIDDLE, role="label", size=size)


def _cell(key: str, column: Column, *, row: int, frame: Frame) -> Iterator[Shape]:
    """Return the three bands of one cell, from the floor up, and where phases end."""
    steps = np.unique(np.geomspace(1, len(column.rates), _MOST_POINTS).round().astype(int))
    rates = column.rates[steps - 1, row]
    tops = np.concatenate([np.zeros((len(steps), 1)), np.cumsum(rates, axis=1)], axis=1)
    xs = steps.tolist()
    for b, band in enumerate(BANDS):
        lower, upper = np.clip(tops[:, b], 0, 1).tolist(), np.clip(tops[:, b + 1], 0, 1).tolist()
        outline = (*frame.path(xs, upper), *frame.path(xs[::-1], lower[::-1]))
        yield Shape(f"band-{key}-{band}", Kind.AREA, outline, f"band-{band}")
    for k, end in enumerate(column.ends[:-1]):
        x = frame.x(end + 1)
        ends = (x, frame.top, x, frame.top + frame.height)
        yield Shape(f"edge-of-phase-{key}-{k}", Kind.LINE, ends, "over-edge")
        yield Shape(f"phase-{key}-{k}", Kind.LINE, ends, "over")
    begun = frame.x(column.ends[-2] + 1) if len(column.ends) > 1 else frame.left
    yield from _names(key, tops, at=[frame.x(x) for x in xs], begun=begun, frame=frame)
    box = (frame.left, frame.top, frame.width, frame.height, 0)
    yield Shape(f"box-{key}", Kind.RECT, box, "edge")


def _bar(key: str, aim: FloatArray, *, frame: Frame) -> Iterator[Shape]:
    """Return where theory says that a cell ends: the three bands on top of each other."""
    tops = np.clip(np.concatenate([[0.0], np.cumsum(aim)]), 0, 1).tolist()
    middle = frame.left + frame.width / 2
    for b, band in enumerate(BANDS):
        low, high = frame.y(tops[b]), frame.y(tops[b + 1])
        corner = (frame.left, high, frame.width, low - high, 0)
        yield Shape(f"aim-{key}-{band}", Kind.RECT, corner, f"band-{band}")
        if low - high >= _THINNEST:
            y, share = (low + high) / 2 + CAPTION_SIZE * 0.36, numeral(round(float(aim[b]) * 100))
            yield words_at(
                f"aim-{key}-{band}-n", share, x=middle, y=y, anchor=MIDDLE, role=f"on-{band}"
            )
    yield Shape(
        f"aim-{key}", Kind.RECT, (frame.left, frame.top, frame.width, frame.height, 0), "theory-0"
    )


def _names(
    key: str, tops: FloatArray, *, at: Sequence[float], begun: float, frame: Frame
) -> Iterator[Shape]:
    """Return the names of the bands with their shares, as far as they stay inside their band."""
    right = frame.left + frame.width - 7
    places = np.array(at)
    for b, band in enumerate(BANDS):
        lower, upper = tops[:, b], tops[:, b + 1]
        share = f"{numeral(round(float(upper[-1] - lower[-1]) * 100))} %"
        middle = float(lower[-1] + upper[-1]) / 2
        named = say(f"band-{band}")
        for lines in ([f"{named} {share}"], [named, share], [share]):
            wide = max(text_width(text, size=CAPTION_SIZE, bold=True) for text in lines)
            half = (_THINNEST + (len(lines) - 1) * _LINE) / 2 / frame.height
            under = places > right - wide - 4
            inside = (upper[under] >= middle + half) & (lower[under] <= middle - half)
            clear = right - wide > max(begun, frame.left) + 3
            if clear and inside.all():
                top = frame.y(middle) + CAPTION_SIZE * 0.36 - (len(lines) - 1) * _LINE / 2
                for i, text in enumerate(lines):
                    name, y = f"name-{key}-{band}-{i}", top + i * _LINE
                    yield words_at(name, text, x=right, y=y, anchor=END, role=f"on-{band}")
                break


def _told(columns: Sequence[Column], rows: Sequence[str]) -> str:
    """Return how each cell ends, in words."""
    told = []
    for column in columns:
        for r, row in enumerate(rows):
            aim = "" if column.aim is None else say("aimed", {"shares": _shares(column.aim[r])})
            told.append(f"{column.title}, {row}: {_shares(column.rates[-1, r])}{aim}.")
    return " ".join(told)


def _shares(rates: FloatArray) -> str:
    """Return the share of each band, in words."""
    return ", ".join(
        f"{say(f'band-{band}')} {share * 100:.0f} %"
        for band, share in zip(BANDS, rates, strict=True)
    )
