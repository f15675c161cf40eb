"""The honesty square: how a model says "I don't know", path by path, as it is trained.

Across: how often it says so where it does not know. Up: how often it answers where it knows. The
goal is the corner at the top right. On the falling diagonal it says so as often here as there: it
has learned the words, and not when to use them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, box, overlaps, picture, words_at
from teachsim.draw.chart import Frame, Scale
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, Kind, Picture, Shape
from teachsim.draw.words import say

WIDTH: Final = 500.0
_LEFT: Final = 46.0
_TOP: Final = 32.0
_BOTTOM: Final = 46.0
_RIGHT: Final = 20.0
_MOST_POINTS: Final = 120
_STEP: Final = 19.0
_GAP: Final = 12.0


@dataclass(frozen=True, eq=False)
class Path:
    """One way of training.

    Attributes:
        name: its label.
        points: `(T + 1, 2)` where it is after each step, each number in [0, 1].
        colour: which pen.
        aim: where theory says that it ends, drawn as a ring; None if it says nothing.
    """

    name: str
    points: FloatArray
    colour: int = 0
    aim: tuple[float, float] | None = None


def square(
    paths: Sequence[Path], *, title: str, width: float = WIDTH, height: float = WIDTH
) -> Picture:
    """Return the square.

    Args:
        paths: the ways of training, the first painted below.
        title: what it is, in a few words.
        width: of all of it.
        height: of all of it; the square need not be one.
    """
    across = Scale(0, 1, title=say("square-across"))
    up = Scale(0, 1, title=say("square-up"))
    wide, high = width - _LEFT - _RIGHT, height - _TOP - _BOTTOM
    frame = Frame(_LEFT, _TOP, wide, high, across, up)
    shapes = [*frame.axes(), *_ground(frame)]
    for i, path in enumerate(paths):
        shapes += _path(i, path, frame=frame)
    shapes += _names(paths, frame=frame)
    told = " ".join(_told(path) for path in paths)
    return picture(Block(tuple(shapes), height), title=title, description=told, width=width)


def _ground(frame: Frame) -> Iterator[Shape]:
    """Return the diagonal on which the words are said anywhere, and the goal."""
    ends = (frame.x(0), frame.y(1), frame.x(1), frame.y(0))
    yield Shape("blind", Kind.LINE, ends, "theory-7")
    x, y = frame.x(0.72), frame.y(0.28)
    yield words_at("blind-name", say("square-blind"), x=x - 8, y=y + 12, anchor=END)
    right, top = frame.left + frame.width, frame.top
    yield Shape("goal", Kind.CIRCLE, (right, top, 7.0), "square-goal")
    y = top - 9
    yield words_at("goal-name", say("square-goal"), x=right, y=y, anchor=END, role="name-3")


def _path(i: int, path: Path, *, frame: Frame) -> Iterator[Shape]:
    """Return one path with a dot where it starts and a larger one where it ends."""
    moved = np.abs(np.diff(path.points, axis=0)).sum(axis=1).cumsum()
    wanted = np.linspace(0, moved[-1] if len(moved) else 0.0, _MOST_POINTS)
    kept = np.unique([0, *np.searchsorted(moved, wanted).tolist(), len(path.points) - 1])
    xs, ys = path.points[kept].T.tolist()
    yield Shape(f"path-{i}", Kind.PATH, frame.path(xs, ys), f"pen-{path.colour}")
    start = (frame.x(xs[0]), frame.y(ys[0]), 3.4)
    yield Shape(f"start-{i}", Kind.CIRCLE, start, f"spot-{path.colour}")
    end = (frame.x(xs[-1]), frame.y(ys[-1]), 6.5)
    yield Shape(f"end-{i}", Kind.CIRCLE, end, f"spot-{path.colour}")
    if path.aim is not None:
        ring = (frame.x(path.aim[0]), frame.y(path.aim[1]), 10.5)
        yield Shape(f"aim-{i}", Kind.CIRCLE, ring, f"theory-{path.colour}")


def _told(path: Path) -> str:
    """Return where a path ends and where theory says that it does, in words."""
    ends = {"square-told": path.points[-1].tolist()}
    if path.aim is not None:
        ends["square-aimed"] = path.aim
    return " ".join(
        say(word, {"name": path.name, "x": round(x * 100), "y": round(y * 100)})
        for word, (x, y) in ends.items()
    )


def _names(paths: Sequence[Path], *, frame: Frame) -> Iterator[Shape]:
    """Return the names of the paths beside their ends, none over another or over an end."""
    ends = [(frame.x(float(p.points[-1, 0])), frame.y(float(p.points[-1, 1]))) for p in paths]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in ends]
    taken += [(frame.x(0.3), frame.y(0.28), frame.x(0.72), frame.y(0.28) + 20)]
    for i, (path, (x, y)) in enumerate(zip(paths, ends, strict=True)):
        wide = text_width(path.name, size=CAPTION_SIZE, bold=True)
        left = x - _GAP - wide if x + _GAP + wide > frame.left + frame.width else x + _GAP
        left = max(left, frame.left + 4)
        for down in (0.36, *(k * _STEP / CAPTION_SIZE for k in (1.2, -0.9, 2.2, -1.9, 3.2, -2.9))):
            at = y + down * CAPTION_SIZE
            name = words_at(f"name-{i}", path.name, x=left, y=at, role=f"name-{path.colour}")
            inside = frame.top < at - CAPTION_SIZE and at < frame.top + frame.height - 4
            if inside and not any(overlaps(box(name), other) for other in taken):
                break
        taken.append(box(name))
        yield name
