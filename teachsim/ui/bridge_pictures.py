"""The pictures of the page Bridge: the wall, the honesty square, and all ways at a glance.

Areas, paths and dots were measured on the transformer; bars and rings were predicted before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.chart import Frame, Scale
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Shape, moved
from teachsim.draw.square import Path, square
from teachsim.draw.wall import Column as Area
from teachsim.draw.wall import Time, wall
from teachsim.gallery.bridge import Runs
from teachsim.gallery.bridge_column import Column
from teachsim.ui.percent import percent
from teachsim.ui.tabular_chapter import Sheet
from teachsim.ui.words import say

UNKNOWN, KNOWN = 0, 1
"""Rows of rates."""

RIGHT, MADE_UP, IDK = 0, 1, 2
"""Kinds of answers."""

WIDE: Final = 1020.0
_NARROW: Final = 430.0
_CELL: Final = 126.0
_HEAD: Final = 24.0  # of a wall, where its columns are named
_LINE: Final = 26.0
_TOP: Final = 46.0
_BOTTOM: Final = 48.0
_GAP: Final = 16.0
_MARGIN: Final = 22.0
_SHARE: Final = Scale(0, 1)
_PANELS: Final = ((UNKNOWN, IDK), (KNOWN, RIGHT))
_COLOURS: Final = (2, 4, 0, 1)
"""Pens of the paths, by column."""


def pictures(runs: Runs, narrow: bool) -> Sheet:
    """Return the wall, and below it the square and all ways at a glance."""
    if narrow:
        walls = [alone(column) for column in runs.columns]
        return (
            *((one,) for one in walls),
            (honesty(runs.columns, (_NARROW, 400.0)),),
            (glance(runs, _NARROW),),
        )
    below = (honesty(runs.columns, (470.0, 400.0)), glance(runs, 540.0))
    return (measured(runs.columns, width=WIDE),), below


# ---------------------------------------------------------------- wall and square
def measured(columns: Sequence[Column], *, width: float) -> Picture:
    """Return the wall of some ways."""
    rows = [say("bridge-row-known"), say("bridge-row-unknown")]
    areas = [_area(column) for column in columns]
    return wall(areas, rows=rows, title=say("bridge-wall"), width=width, cell=_CELL, time=Time.EVEN)


def _area(column: Column) -> Area:
    """Return a way as a column of the wall: what it knows above, what it does not below."""
    every = np.arange(column.steps[-1] + 1)
    rates = column.rates[:, [KNOWN, UNKNOWN]]
    flat = rates.reshape(len(rates), -1)
    filled = np.stack([np.interp(every, column.steps, line) for line in flat.T], axis=1)
    aim = column.aim[[KNOWN, UNKNOWN]] if len(column.predicted) else None
    return Area(
        say(f"bridge-way-{column.way}"),
        filled.reshape(len(every), *rates.shape[1:]),
        column.ends,
        aim,
    )


def alone(column: Column) -> Picture:
    """Return one column by itself, its name above it in place of the wall's."""
    shown = measured([column], width=_NARROW)
    name = say(f"bridge-way-{column.way}")
    kept = tuple(moved(s, dx=0, dy=-_HEAD) for s in shown.shapes if s.key != "column-0")
    return replace(shown, shapes=kept, title=name, height=shown.height - _HEAD)


def honesty(columns: Sequence[Column], size: tuple[float, float]) -> Picture:
    """Return the honesty square: paths as measured, rings as predicted."""
    paths = [
        Path(
            say(f"bridge-way-{column.way}"),
            _honest(column.rates),
            _COLOURS[c % len(_COLOURS)],
            (float(column.aim[UNKNOWN, IDK]), float(1 - column.aim[KNOWN, IDK])),
        )
        for c, column in enumerate(columns)
    ]
    return square(paths, title=say("bridge-square"), width=size[0], height=size[1])


def _honest(rates: FloatArray) -> FloatArray:
    """Return `(n, 2)`: says "I don't know" where it does not know, answers where it knows."""
    return np.stack([rates[:, UNKNOWN, IDK], 1 - rates[:, KNOWN, IDK]], axis=1)


# ---------------------------------------------------------------- all ways at a glance
def glance(runs: Runs, width: float) -> Picture:
    """Return where each way of this world ended, beside what was predicted of it."""
    shown = {column.way for column in runs.columns}
    names = [say(f"bridge-way-{way}") for way in runs.ways]
    left = max(text_width(name, size=CAPTION_SIZE, bold=True) for name in names) + _GAP
    room = (width - left) / len(_PANELS)
    height = _TOP + _LINE * len(names) + _BOTTOM
    shapes: list[Shape] = []
    for p, place in enumerate(_PANELS):
        start = left + p * room + _MARGIN
        frame = Frame(start, _TOP, room - 2 * _MARGIN, height - _TOP - _BOTTOM, _SHARE, _SHARE)
        shapes += _grid(f"panel-{p}", frame, words=say(f"bridge-panel-{p}"))
        for w, column in enumerate(runs.ways.values()):
            shapes += _dumbbell(_Line(f"{p}-{w}", frame, _TOP + _LINE * (w + 0.5), column, place))
    for w, (way, name) in enumerate(zip(runs.ways, names, strict=True)):
        y = _TOP + _LINE * (w + 0.5) + CAPTION_SIZE * 0.36
        role = "name-0" if way in shown else "caption"
        shapes.append(words_at(f"way-{w}", name, x=left - _GAP / 2, y=y, anchor=END, role=role))
    shapes.append(words_at("key", say("bridge-key"), x=width - 6, y=height - 5, anchor=END))
    told = " ".join(_told(column) for column in runs.ways.values())
    block = Block(tuple(shapes), height)
    return picture(block, title=say("bridge-glance"), description=told, width=width)


@dataclass(frozen=True, eq=False)
class _Line:
    """One line of a panel.

    Attributes:
        key: of its shapes.
        frame: of the panel.
        y: where it lies.
        column: the way.
        place: row and kind of the rate.
    """

    key: str
    frame: Frame
    y: float
    column: Column
    place: tuple[int, int]


def _grid(key: str, frame: Frame, *, words: str) -> Iterator[Shape]:
    """Return upright hair lines with their numbers, and what the panel shows."""
    bottom = frame.top + frame.height
    for i, share in enumerate((0.0, 0.5, 1.0)):
        x = frame.x(share)
        yield Shape(f"{key}-{i}", Kind.LINE, (x, frame.top, x, bottom), "hair")
        at = bottom + CAPTION_SIZE + 2
        yield words_at(f"{key}-{i}-n", f"{share * 100:.0f}", x=x, y=at, anchor=MIDDLE)
    middle = frame.left + frame.width / 2
    for i, part in enumerate(words.split("\n")):
        y = frame.top - 8 - (CAPTION_SIZE + 2) * (words.count("\n") - i)
        yield words_at(f"{key}-name-{i}", part, x=middle, y=y, anchor=MIDDLE, role="caption")


def _dumbbell(line: _Line) -> Iterator[Shape]:
    """Return what was predicted as a ring, what was measured as a dot with its interval."""
    column, (row, kind), frame, y = line.column, line.place, line.frame, line.y
    aim, end = float(column.aim[row, kind]), float(column.end[row, kind])
    half = float(column.half[row, kind])
    yield Shape(f"apart-{line.key}", Kind.LINE, (frame.x(aim), y, frame.x(end), y), "hair")
    yield Shape(f"aim-{line.key}", Kind.CIRCLE, (frame.x(aim), y, 7.5), "theory-0")
    if np.isfinite(half):
        ends = (frame.x(end - half), y, frame.x(end + half), y)
        yield Shape(f"interval-{line.key}", Kind.LINE, ends, "pen-0")
    role = f"spot-{1 if kind == RIGHT else 7}"
    yield Shape(f"end-{line.key}", Kind.CIRCLE, (frame.x(end), y, 4.2), role)


def _told(column: Column) -> str:
    """Return a line in words."""
    told = {
        "way": say(f"bridge-way-{column.way}"),
        "idk": percent(float(column.end[UNKNOWN, IDK])),
        "idk_aim": percent(float(column.aim[UNKNOWN, IDK])),
        "right": percent(float(column.end[KNOWN, RIGHT])),
        "right_aim": percent(float(column.aim[KNOWN, RIGHT])),
    }
    return say("bridge-line").format(**told)
