"""A heat map of a quantity over two knobs, with theory's borders and the present place over it.

Colours are sixteen steps of cividis, which those who see few colours can order as well: J. R.
Nuñez, C. R. Anderton and R. S. Renslow, "Optimizing colormaps with consideration for color vision
deficiency", PLOS ONE 13, 2018.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, box, overlaps, picture, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import PEN_UP, Kind, Picture, Shape

SHADES: Final = 16
WIDTH: Final = 560.0
HEIGHT: Final = 400.0
_LEFT: Final = 58.0
_TOP: Final = 32.0
_BOTTOM: Final = 46.0
_KEY: Final = 66.0
_BESIDE: Final = 8.0
_RING: Final = 8.0


@dataclass(frozen=True, eq=False)
class Border:
    """A curve over the map, in white dashes.

    Attributes:
        x: `(n,)` its places; what lies outside the map is left out.
        y: `(n,)` the same.
        name: written beside it; empty for none.
        at: how far along the part that is seen its name stands, in [0, 1].
    """

    x: FloatArray
    y: FloatArray
    name: str = ""
    at: float = 0.5


@dataclass(frozen=True)
class Here:
    """The present place: a ring, or an upright line where it has no one height.

    Attributes:
        x: along x.
        y: along y; None for an upright line.
        name: written beside it.
    """

    x: float
    y: float | None
    name: str


def heat(
    values: FloatArray,
    *,
    across: Scale,
    up: Scale,
    shades: Scale,
    title: str,
    description: str,
    theory: Sequence[Border] = (),
    here: Here | None = None,
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> Picture:
    """Return the map.

    Args:
        values: `(rows, columns)` the quantity; row 0 below, cells of equal size in both scales.
        across: the scale along x.
        up: the scale along y.
        shades: the scale of the quantity.
        title: what it is, in a few words.
        description: what it shows, for whoever cannot see it.
        theory: curves drawn over it.
        here: the present place.
        size: width and height.

    Raises:
        ValueError: if the values are no table.
    """
    if values.ndim != 2 or not values.size:
        raise ValueError(f"a heat map got values of shape {values.shape}; pass (rows, columns)")
    width, height = size
    frame = frame_of(size, across=across, up=up)
    shapes = [
        *frame.axes(),
        *_cells(values, shades, frame=frame),
        *_key(shades, frame=frame, width=width),
    ]
    named: list[Shape] = []
    for i, border in enumerate(theory):
        curve = _border(f"theory-{i}", border, frame=frame)
        shapes += [shape for shape in curve if not shape.text]
        named += [shape for shape in curve if shape.text]
    shapes += [] if here is None else _here(here, frame=frame)
    shapes += named  # over all lines
    if here is not None and here.name:
        shapes.append(_called(here, frame=frame, taken=named))
    return picture(Block(tuple(shapes), height), title=title, description=description, width=width)


def frame_of(size: tuple[float, float], *, across: Scale, up: Scale) -> Frame:
    """Return the rectangle that the cells of a map of this size fill."""
    width, height = size
    return Frame(_LEFT, _TOP, width - _LEFT - _KEY, height - _TOP - _BOTTOM, across, up)


def _border(key: str, border: Border, *, frame: Frame) -> list[Shape]:
    """Return the part of a curve that lies in the map and, on its free side, its name."""
    x, y, across, up = border.x, border.y, frame.across, frame.up
    inside = np.isfinite(x) & np.isfinite(y) & (y >= up.low) & (y <= up.high)
    inside &= (x >= across.low) & (x <= across.high)
    xs, ys = x[inside].tolist(), y[inside].tolist()
    path = frame.path(xs, ys)
    shapes = [Shape(key + end, Kind.PATH, path, role) for end, role in _OVER]
    if border.name and xs:
        k = round(border.at * (len(xs) - 1))
        rises = ys[-1] > ys[0] and xs[-1] > xs[0]
        down = _BESIDE + CAPTION_SIZE if rises else -_BESIDE
        place = frame.x(xs[k]) + _BESIDE, frame.y(ys[k]) + down
        shapes.append(_written(f"{key}-name", border.name, place=place, frame=frame))
    return shapes


_OVER: Final = (("-edge", "over-edge"), ("", "over"))
"""Ends of the keys, and roles, of a line that is seen on any shade."""


def _here(here: Here, *, frame: Frame) -> Iterator[Shape]:
    """Return a ring around the present place, or an upright line through it."""
    x, bottom = frame.x(here.x), frame.top + frame.height
    for end, role in (("-edge", "over-edge"), ("", "here")):
        if here.y is None:
            yield Shape(f"here{end}", Kind.LINE, (x, frame.top, x, bottom), role)
        else:
            yield Shape(f"here{end}", Kind.CIRCLE, (x, frame.y(here.y), _RING), role)


def _called(here: Here, *, frame: Frame, taken: Sequence[Shape]) -> Shape:
    """Return the word at the present place, on a side where no other word stands."""
    x, wide = frame.x(here.x), text_width(here.name, size=CAPTION_SIZE, bold=True)
    y = frame.top + frame.height - _BESIDE if here.y is None else frame.y(here.y) + _DROP
    far = _BESIDE if here.y is None else _BESIDE + _RING
    right, left = x + far, x - far - wide
    if right + wide > frame.left + frame.width:
        right, left = left, right
    spots = [
        _written("here-name", here.name, place=(at, y + down), frame=frame)
        for down in (0.0, -2 * _RING, 2 * _RING, -4 * _RING)
        for at in (right, left)
    ]
    free = (s for s in spots if not any(overlaps(box(s), box(other)) for other in taken))
    return next(free, spots[0])


_DROP: Final = 0.36 * CAPTION_SIZE  # from the middle of small letters to their line


def _written(key: str, name: str, *, place: tuple[float, float], frame: Frame) -> Shape:
    """Return words that read on any shade, kept inside the map."""
    wide = text_width(name, size=CAPTION_SIZE, bold=True)
    x = max(min(place[0], frame.left + frame.width - wide - 3), frame.left + 3)
    y = max(min(place[1], frame.top + frame.height - 5), frame.top + CAPTION_SIZE)
    return words_at(key, name, x=x, y=y, role="label")


def _cells(values: FloatArray, shades: Scale, *, frame: Frame) -> Iterator[Shape]:
    """Return one area for each shade, so that a map of many cells stays a short file."""
    rows, columns = values.shape
    wide, high = frame.width / columns, frame.height / rows
    share = np.vectorize(shades.share)(values)
    steps = np.clip((share * SHADES).astype(int), 0, SHADES - 1)
    for shade in np.unique(steps):
        path: list[float] = []
        for r in range(rows):
            edges = np.flatnonzero(np.diff([0, *(steps[r] == shade).astype(int), 0]))
            for start, stop in zip(edges[::2], edges[1::2], strict=True):
                left, right = frame.left + wide * float(start), frame.left + wide * float(stop)
                top = frame.top + frame.height - high * (r + 1)
                path += [left, top, right, top, right, top + high, left, top + high, PEN_UP]
        yield Shape(f"shade-{shade}", Kind.AREA, tuple(path[:-1]), f"heat-{shade}")


def _key(shades: Scale, *, frame: Frame, width: float) -> Iterator[Shape]:
    """Return the strip that says what a shade means."""
    left, high = frame.left + frame.width + 14, frame.height / SHADES
    for shade in range(SHADES):
        top = frame.top + frame.height - high * (shade + 1)
        yield Shape(f"key-{shade}", Kind.RECT, (left, top, 12, high, 0), f"heat-{shade}")
    for name, value, y in (("low", shades.low, frame.height), ("high", shades.high, 0.0)):
        at = frame.top + y + CAPTION_SIZE * 0.36
        yield words_at(f"key-{name}", numeral(value), x=left + 17, y=at)
    if shades.title:
        yield words_at("key-title", shades.title, x=width - 4, y=frame.top - 12, anchor=1)
