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
from teachsim.draw.shapes import END, Kind, Picture, Shape, moved
from teachsim.draw.words import say

WIDTH: Final = 500.0
_LEFT: Final = 50.0
_TOP: Final = 38.0
_BOTTOM: Final = 46.0
_RIGHT: Final = 20.0
_MOST_POINTS: Final = 120
_STEP: Final = 19.0
_RING: Final = 10.5
_GAPS: Final = tuple(12.0 * k for k in range(1, 13))
_DROP: Final = 0.36 * CAPTION_SIZE  # from the middle of small letters to their line
_CLEAR: Final = 6.0  # of the rings in the corners
_PEN: Final = 2.0
_AIR: Final = 5.0  # between a name and a line
_INK: Final = 12.0  # what a pen's width of line below a name costs, in units of distance
_DOWN: Final = tuple(k / 2 for k in range(-10, 11))
"""Lines below the end of a path at which its name may stand."""


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
    shapes = [*_axes(frame), *_ground(frame)]
    for i, path in enumerate(paths):
        shapes += _path(i, path, frame=frame)
    shapes += _names(paths, frame=frame)
    told = " ".join(_told(path) for path in paths)
    return picture(Block(tuple(shapes), height), title=title, description=told, width=width)


def _axes(frame: Frame) -> Iterator[Shape]:
    """Return the axes, their words clear of what may end in a corner."""
    for shape in frame.axes():
        if shape.key == "axis-y-title":
            yield moved(shape, dx=0, dy=-_CLEAR)
        elif shape.key.startswith("axis-y-") and shape.text:
            yield moved(shape, dx=-_CLEAR, dy=0)
        else:
            yield shape


def _ground(frame: Frame) -> Iterator[Shape]:
    """Return the diagonal on which the words are said anywhere, and the goal."""
    ends = (frame.x(0), frame.y(1), frame.x(1), frame.y(0))
    yield Shape("blind", Kind.LINE, ends, "theory-7")
    x, y = frame.x(0.72), frame.y(0.28)
    yield words_at("blind-name", say("square-blind"), x=x - 8, y=y + 12, anchor=END)
    right, top = frame.left + frame.width, frame.top
    yield Shape("goal", Kind.CIRCLE, (right, top, 7.0), "square-goal")
    y = top - 9 - _CLEAR
    yield words_at("goal-name", say("square-goal"), x=right, y=y, anchor=END, role="name-3")


def _path(i: int, path: Path, *, frame: Frame) -> Iterator[Shape]:
    """Return one path with a dot where it starts and a larger one where it ends."""
    xs, ys = _drawn(path).T.tolist()
    yield Shape(f"path-{i}", Kind.PATH, frame.path(xs, ys), f"pen-{path.colour}")
    start = (frame.x(xs[0]), frame.y(ys[0]), 3.4)
    yield Shape(f"start-{i}", Kind.CIRCLE, start, f"spot-{path.colour}")
    end = (frame.x(xs[-1]), frame.y(ys[-1]), 6.5)
    yield Shape(f"end-{i}", Kind.CIRCLE, end, f"spot-{path.colour}")
    if path.aim is not None:
        ring = (frame.x(path.aim[0]), frame.y(path.aim[1]), _RING)
        yield Shape(f"aim-{i}", Kind.CIRCLE, ring, f"theory-{path.colour}")


def _drawn(path: Path) -> FloatArray:
    """Return `(n, 2)` the points of a path that are drawn, evenly along it."""
    far = np.abs(np.diff(path.points, axis=0)).sum(axis=1).cumsum()
    wanted = np.linspace(0, far[-1] if len(far) else 0.0, _MOST_POINTS)
    kept = np.unique([0, *np.searchsorted(far, wanted).tolist(), len(path.points) - 1])
    return path.points[kept]


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
    """Return the names of the paths beside their ends, none over another, an end or a ring.

    They stand clear of the paths and the diagonal, too, unless that would take them far away.
    """
    ends = [(frame.x(float(p.points[-1, 0])), frame.y(float(p.points[-1, 1]))) for p in paths]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in ends]
    aims = [(frame.x(p.aim[0]), frame.y(p.aim[1])) for p in paths if p.aim is not None]
    taken += [(x - _RING, y - _RING, x + _RING, y + _RING) for x, y in aims]
    taken += [(frame.x(0.3), frame.y(0.28), frame.x(0.72), frame.y(0.28) + 20)]
    blind = np.array([[0.0, 1.0], [1.0, 0.0]])
    inked = np.concatenate([_inked(line, frame=frame) for line in (blind, *map(_drawn, paths))])
    for i, (path, end) in enumerate(zip(paths, ends, strict=True)):
        places = [*_places(f"name-{i}", path, end=end, frame=frame)]
        free = [spot for spot in places if not any(overlaps(box(spot[1]), o) for o in taken)]
        costs = [away + _INK * _covered(box(name), inked) for away, name in free or places]
        name = (free or places)[int(np.argmin(costs))][1]
        left, top, right, bottom = box(name)
        taken.append((left - _CLEAR, top, right + _CLEAR, bottom))
        yield name


def _inked(line: FloatArray, *, frame: Frame) -> FloatArray:
    """Return `(m, 2)` spots, a pen's width apart, of a line through `(n, 2)` points."""
    points = np.array([(frame.x(x), frame.y(y)) for x, y in line.tolist()])
    far = np.abs(np.diff(points, axis=0)).max(axis=1).cumsum()
    along = np.concatenate([[0.0], far])
    at = np.linspace(0, along[-1], max(2, int(along[-1] / _PEN) + 1))
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)


def _covered(area: tuple[float, float, float, float], spots: FloatArray) -> int:
    """Return how many of `(m, 2)` spots are so near to a box that it has no air."""
    low, high = np.array(area[:2]) - _AIR, np.array(area[2:]) + _AIR
    return int(((low < spots) & (spots < high)).all(axis=1).sum())


def _places(
    key: str, path: Path, *, end: tuple[float, float], frame: Frame
) -> Iterator[tuple[float, Shape]]:
    """Return how far from its end, and where, a name may stand: on a side that has room."""
    x, y = end
    wide = text_width(path.name, size=CAPTION_SIZE, bold=True)
    left, right = frame.left + 4, frame.left + frame.width - wide - 4
    sides = [at for gap in _GAPS for at in (x + gap, x - gap - wide) if left <= at <= right]
    low, high = frame.top + CAPTION_SIZE, frame.top + frame.height - 4
    for at in sides or [min(max(x + _GAPS[0], left), right)]:
        for base in (y + down * _STEP + _DROP for down in _DOWN):
            if low < base < high:
                name = words_at(key, path.name, x=at, y=base, role=f"name-{path.colour}")
                yield _away((at, base), end, wide=wide), name


def _away(place: tuple[float, float], end: tuple[float, float], *, wide: float) -> float:
    """Return how far a name at a place is from the end of its path, across and down."""
    across = max(place[0] - end[0], end[0] - place[0] - wide)
    return across + abs(place[1] - _DROP - end[1])
