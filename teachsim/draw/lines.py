"""Curves in one frame, each labelled where it ends; upright lines for what theory predicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, spread, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.shapes import MIDDLE, Kind, Picture, Shape, moved

WIDTH: Final = 700.0
HEIGHT: Final = 330.0
MOST_POINTS: Final = 240
"""Points of a curve that are drawn: of more, evenly many."""

ROLES: Final = 8
_LEFT: Final = 54.0
_TOP: Final = 30.0
_BOTTOM: Final = 46.0
_APART: Final = 17.0
_GAP: Final = 10.0


@dataclass(frozen=True, eq=False)
class Curve:
    """One curve.

    Attributes:
        name: its label; empty for none.
        x: `(n,)` places.
        y: `(n,)` values; breaks where it is not finite.
        colour: which of the `ROLES` pens, so that a name has the same one in every chart.
        dots: whether its points are marked.
        theory: whether it is what theory says: dashed, and thin.
    """

    name: str
    x: FloatArray
    y: FloatArray
    colour: int = 0
    dots: bool = False
    theory: bool = False


@dataclass(frozen=True)
class Mark:
    """An upright line at a value of x, with its label on top.

    Attributes:
        x: the value.
        name: its label.
        colour: as that of a curve.
    """

    x: float
    name: str
    colour: int = 0


def lines(
    curves: Sequence[Curve],
    *,
    across: Scale,
    up: Scale,
    title: str,
    description: str,
    marks: Sequence[Mark] = (),
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> Picture:
    """Return curves in one frame.

    Args:
        curves: what is drawn, the first below.
        across: the scale along x.
        up: the scale along y.
        title: what it is, in a few words.
        description: what it shows, for whoever cannot see it.
        marks: upright lines.
        size: width and height.
    """
    width, height = size
    names = [curve.name for curve in curves if curve.name]
    room = max([text_width(name, size=CAPTION_SIZE, bold=True) for name in names], default=0.0)
    room = min(room, width * 0.3) + 2 * _GAP
    ticks = [text_width(numeral(tick), size=CAPTION_SIZE, bold=True) for tick in up.ticks()]
    left = max(_LEFT, max(ticks) + _GAP)
    # Names of upright lines stand on top, below that of the axis: neither lies over the other.
    top = _TOP + _APART * (bool(up.title) and any(mark.name for mark in marks))
    frame = Frame(left, top, width - left - room, height - top - _BOTTOM, across, up)
    shapes = [
        moved(shape, dx=0, dy=_TOP - top) if shape.key == "axis-y-title" else shape
        for shape in frame.axes()
    ]
    for i, mark in enumerate(marks):
        shapes += _mark(frame, i, mark)
    for i, curve in enumerate(curves):
        shapes += _curve(frame, i, curve)
    shapes += _names(frame, curves, room=room - _GAP)
    return picture(Block(tuple(shapes), height), title=title, description=description, width=width)


def _mark(frame: Frame, i: int, mark: Mark) -> Iterator[Shape]:  # noqa: PLR0917
    """Return an upright line, with its label below the top edge."""
    x = frame.x(mark.x)
    ends = (x, frame.top, x, frame.top + frame.height)
    yield Shape(f"mark-{i}", Kind.LINE, ends, f"theory-{mark.colour % ROLES}")
    if mark.name:
        y = frame.top - 8
        x = max(x, frame.left + text_width(mark.name, size=CAPTION_SIZE) / 2)
        yield words_at(f"mark-{i}-name", mark.name, x=x, y=y, anchor=MIDDLE)


def _curve(frame: Frame, i: int, curve: Curve) -> Iterator[Shape]:  # noqa: PLR0917
    """Return one curve, a stroke for each unbroken stretch."""
    kept = np.isfinite(curve.x) & np.isfinite(curve.y)
    role = f"{'theory' if curve.theory else 'pen'}-{curve.colour % ROLES}"
    ends = np.flatnonzero(np.diff(np.concatenate([[0], kept.astype(int), [0]])))
    for k, (start, stop) in enumerate(zip(ends[::2], ends[1::2], strict=True)):
        some = np.unique(np.linspace(start, stop - 1, MOST_POINTS).round().astype(int))
        path = frame.path(curve.x[some].tolist(), curve.y[some].tolist())
        yield Shape(f"curve-{i}-{k}", Kind.PATH, path, role)
    if curve.dots:
        for k in np.flatnonzero(kept)[:MOST_POINTS]:
            spot = (frame.x(float(curve.x[k])), frame.y(float(curve.y[k])), 3.4)
            yield Shape(f"dot-{i}-{k}", Kind.CIRCLE, spot, f"spot-{curve.colour % ROLES}")


def _names(frame: Frame, curves: Sequence[Curve], *, room: float) -> Iterator[Shape]:
    """Return the names of the curves, beside their ends and apart from each other."""
    named = [
        (curve, float(curve.y[np.flatnonzero(np.isfinite(curve.y))[-1]]))
        for curve in curves
        if curve.name and np.isfinite(curve.y).any()
    ]
    wanted = [frame.y(end) + CAPTION_SIZE * 0.36 for _, end in named]
    low, high = frame.top + 6, frame.top + frame.height + 4
    x = frame.left + frame.width + _GAP
    for (curve, _), y in zip(named, spread(wanted, apart=_APART, low=low, high=high), strict=True):
        name = shorten(curve.name, size=CAPTION_SIZE, room=room)
        yield words_at(f"name-{curve.name}", name, x=x, y=y, role=f"name-{curve.colour % ROLES}")
