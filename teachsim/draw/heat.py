"""A heat map of a quantity over two knobs, with theory's boundary drawn over it.

Colours are sixteen steps of cividis, which those who see few colours can order as well: J. R.
Nuñez, C. R. Anderton and R. S. Renslow, "Optimizing colormaps with consideration for color vision
deficiency", PLOS ONE 13, 2018.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.shapes import PEN_UP, Kind, Picture, Shape

SHADES: Final = 16
WIDTH: Final = 560.0
HEIGHT: Final = 400.0
_LEFT: Final = 58.0
_TOP: Final = 32.0
_BOTTOM: Final = 46.0
_KEY: Final = 66.0


def heat(
    values: FloatArray,
    *,
    across: Scale,
    up: Scale,
    shades: Scale,
    title: str,
    description: str,
    theory: Sequence[tuple[FloatArray, FloatArray]] = (),
    here: float | None = None,
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
        theory: curves (x, y) drawn over it in white dashes.
        here: value of x with an upright line through it.
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
    for i, (x, y) in enumerate(theory):
        inside = np.isfinite(x) & np.isfinite(y) & (y >= up.low) & (y <= up.high)
        inside &= (x >= across.low) & (x <= across.high)
        path = frame.path(x[inside].tolist(), y[inside].tolist())
        shapes.append(Shape(f"theory-{i}-edge", Kind.PATH, path, "over-edge"))
        shapes.append(Shape(f"theory-{i}", Kind.PATH, path, "over"))
    if here is not None:
        at = frame.x(here)
        ends = (at, frame.top, at, frame.top + frame.height)
        shapes += [Shape("here-edge", Kind.LINE, ends, "over-edge")]
        shapes += [Shape("here", Kind.LINE, ends, "here")]
    return picture(Block(tuple(shapes), height), title=title, description=description, width=width)


def frame_of(size: tuple[float, float], *, across: Scale, up: Scale) -> Frame:
    """Return the rectangle that the cells of a map of this size fill."""
    width, height = size
    return Frame(_LEFT, _TOP, width - _LEFT - _KEY, height - _TOP - _BOTTOM, across, up)


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
