"""Strips of tokens over time: which token of an answer has learned how much, and when.

A block for each kind of credit, a strip for each token, time to the right in factors; the shade is
the chance of the good token. A white dashed line is when the whole answer is right often enough.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.heat import SHADES
from teachsim.draw.lettering import shorten, text_width, wrap
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape

WIDTH: Final = 640.0
_LEFT: Final = 170.0
_MOST_LEFT: Final = 0.31
_RIGHT: Final = 12.0
_BLOCK: Final = 66.0
_BETWEEN: Final = 14.0
_TOP: Final = 26.0
_FLOOR: Final = 46.0
_KEY: Final = 30.0
_HAIR: Final = 1.0


@dataclass(frozen=True, eq=False)
class Strips:
    """One kind of credit.

    Attributes:
        name: what it is called.
        good: `(n, T)` chance of the good token at each of the n times.
        reached: when the whole answer is right often enough.
        note: what stands beside that line.
    """

    name: str
    good: FloatArray
    reached: float
    note: str


def strips(
    blocks: Sequence[Strips],
    *,
    times: FloatArray,
    across: Scale,
    key: tuple[str, str, str],
    title: str,
    width: float = WIDTH,
) -> Picture:
    """Return the strips.

    Args:
        blocks: the kinds of credit.
        times: `(n,)` when; ascending, each shade stands until the next.
        across: the scale of time.
        key: words at the dark end of the shades, at their light end, and of the first token.
        title: what it is, in a few words.
        width: of the picture.

    Raises:
        ValueError: if a block has another number of times.
    """
    if any(block.good.shape[0] != len(times) for block in blocks):
        raise ValueError(
            f"{len(times)} times, but blocks of shapes {[b.good.shape for b in blocks]}; pass the "
            "chances at each time"
        )
    left = min(_LEFT, width * _MOST_LEFT)
    frame = Frame(left, _TOP, width - left - _RIGHT, _BLOCK, across, Scale(0, 1))
    edges = [frame.x(time) for time in (*times.tolist(), across.high)]
    shapes: list[Shape] = []
    for b, block in enumerate(blocks):
        top = _TOP + b * (_BLOCK + _BETWEEN)
        shapes += _block(b, block, top=top, edges=edges)
        x = frame.x(block.reached)
        ends = (x, top - 3, x, top + _BLOCK + 3)
        shapes.append(Shape(f"reached-{b}-edge", Kind.LINE, ends, "over-edge"))
        shapes.append(Shape(f"reached-{b}", Kind.LINE, ends, "over"))
    bottom = _TOP + len(blocks) * (_BLOCK + _BETWEEN) - _BETWEEN
    shapes += _axis(frame, bottom=bottom)
    shapes += _key(key, left=left, width=width, top=bottom + _FLOOR)
    whole = Block(tuple(shapes), bottom + _FLOOR + _KEY)
    told = " ".join(f"{block.name}: {block.note}." for block in blocks)
    return picture(whole, title=title, description=told, width=width)


def _block(b: int, block: Strips, *, top: float, edges: Sequence[float]) -> Iterator[Shape]:
    """Return the strips of one kind of credit, runs of a shade as one rectangle."""
    room = edges[0] - 12
    lines = wrap(block.name, size=CAPTION_SIZE, room=room)
    for i, line in enumerate((*lines, block.note)):
        role = "body" if i < len(lines) else "caption"
        y = top + _BLOCK / 2 + (i - (len(lines) - 1) / 2) * 17
        text = shorten(line, size=CAPTION_SIZE, room=room)
        yield words_at(f"name-{b}-{i}", text, x=room + 2, y=y, anchor=END, role=role)
    high = _BLOCK / block.good.shape[1]
    shades = np.clip((block.good * SHADES).astype(int), 0, SHADES - 1)
    for t in range(block.good.shape[1]):
        found = shades[:, t]
        starts = [0, *(np.flatnonzero(np.diff(found)) + 1).tolist(), len(found)]
        for start, stop in itertools.pairwise(starts):
            left, right = edges[start], edges[stop]
            box = (left, top + t * high + _HAIR / 2, right - left, high - _HAIR, 0)
            yield Shape(f"strip-{b}-{t}-{start}", Kind.RECT, box, f"heat-{found[start]}")


def _axis(frame: Frame, *, bottom: float) -> Iterator[Shape]:
    """Return the axis of time."""
    left, right = frame.left, frame.left + frame.width
    yield Shape("axis", Kind.LINE, (left, bottom + 3, right, bottom + 3), "rule")
    for i, value in enumerate(frame.across.ticks()):
        x = frame.x(value)
        yield Shape(f"axis-{i}", Kind.LINE, (x, bottom + 3, x, bottom + 7), "rule")
        y, half = bottom + 7 + CAPTION_SIZE, text_width(numeral(value), size=CAPTION_SIZE) / 2
        x = min(x, right + _RIGHT - half)
        yield words_at(f"axis-{i}-n", numeral(value), x=x, y=y, anchor=MIDDLE)
    middle, y = (left + right) / 2, bottom + 22 + CAPTION_SIZE
    yield words_at("axis-title", frame.across.title, x=middle, y=y, anchor=MIDDLE)


def _key(words: tuple[str, str, str], *, left: float, width: float, top: float) -> Iterator[Shape]:
    """Return what a shade means, and which strip is the first token's."""
    low, high, first = words
    wide = text_width(low, size=CAPTION_SIZE) + text_width(high, size=CAPTION_SIZE)
    left = min(left, width - wide - 9 * SHADES - 22)
    start = left + text_width(low, size=CAPTION_SIZE) + 10
    for shade in range(SHADES):
        box = (start + 9 * shade, top + 6, 9, 13, 0)
        yield Shape(f"key-{shade}", Kind.RECT, box, f"heat-{shade}")
    y = top + 18
    yield words_at("key-low", low, x=left, y=y)
    yield words_at("key-high", high, x=start + 9 * SHADES + 10, y=y)
    yield words_at("key-first", first, x=width - _RIGHT, y=_TOP - 8, anchor=END)
