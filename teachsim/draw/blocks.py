"""Parts of a picture that are stacked: blocks, the axis they share, labels that never clip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from teachsim.draw.lettering import text_width
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import Kind, Picture, Shape, moved

PANE_WIDTH: Final = 460.0
"""Units across one pane: at 360 px of screen its letters are 0.7, at 1280 px 1.25 of their size."""

GUTTER: Final = 82.0
"""Room at the left for the names of rows."""

EDGE: Final = 8.0
"""Paper left at the right."""

_WHOLE: Final = 12.0

LABEL_SIZE: Final = 17.0
CAPTION_SIZE: Final = 14.0
LINE_HEIGHT: Final = 1.3


@dataclass(frozen=True)
class Block:
    """Shapes from y = 0 down to `height`, to be stacked under others.

    Attributes:
        shapes: in order of painting.
        height: how much of the page they take.
    """

    shapes: tuple[Shape, ...]
    height: float


Painter = Callable[[int], Block]
"""Draws a scene after round t; made once for a scene, so that its places are worked out once."""


@dataclass(frozen=True)
class Axis:
    """Where the instances stand.

    Attributes:
        left: x at which the first cell begins.
        pitch: width of a cell.
        count: number of cells.
    """

    left: float
    pitch: float
    count: int

    def x(self, place: float) -> float:
        """Return the middle of cell `place` (0 is the first)."""
        return self.left + self.pitch * (place + 0.5)


def axis(count: int, *, width: float = PANE_WIDTH, widest: float = 34.0) -> Axis:
    """Return an axis of `count` cells that fills the width beside the gutter, or less."""
    room = width - GUTTER - EDGE
    pitch = min(room / count, widest)
    if pitch > _WHOLE:
        pitch = float(int(pitch / 2) * 2)  # whole halves: shorter numbers, crisper edges
    return Axis(float(round(GUTTER + (room - pitch * count) / 2)), pitch, count)


def stacked(blocks: Iterable[Block], *, gap: float = 0.0) -> Block:
    """Return blocks one below the other."""
    shapes: list[Shape] = []
    y = 0.0
    for i, block in enumerate(blocks):
        y += gap if i else 0.0
        shapes.extend([moved(s, dx=0.0, dy=y) for s in block.shapes] if y else block.shapes)
        y += block.height
    return Block(tuple(shapes), y)


def hypothesis_roles(scene: Scene, *, t: int) -> list[str]:
    """Return the role of every hypothesis after round t."""
    alive, just = scene.alive[t], scene.just_out(t)
    roles = ["alive" if a else "just" if j else "out" for a, j in zip(alive, just, strict=True)]
    if scene.decoy is not None:
        roles[scene.decoy] += "-decoy"
    roles[scene.target] = roles[scene.target].removesuffix("-decoy") + "-truth"
    return roles


def words_at(
    key: str,
    text: str,
    *,
    x: float,
    y: float,
    role: str = "caption",
    size: float = CAPTION_SIZE,
    anchor: int = -1,
    angle: float = 0.0,
) -> Shape:
    """Return a text whose baseline starts, is centred or ends at (x, y)."""
    return Shape(key, Kind.TEXT, (x, y, size, anchor, angle), role, text)


def box(shape: Shape) -> tuple[float, float, float, float]:
    """Return the least x, least y, greatest x, greatest y that an unrotated text may cover."""
    x, y, size, anchor, _ = shape.geometry
    wide = text_width(shape.text, size=size, bold=True)
    left = x - wide * (anchor + 1) / 2
    return left, y - size * 0.8, left + wide, y + size * 0.25


def overlaps(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Return whether two boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def picture(block: Block, *, title: str, description: str, width: float = PANE_WIDTH) -> Picture:
    """Return a block as a picture of its own."""
    return Picture(width, block.height, block.shapes, title, description)


def spread(wanted: Sequence[float], *, apart: float, low: float, high: float) -> list[float]:
    """Return the places nearest to the wanted ones that are `apart` from each other.

    They stay between low and high as long as there is room; the order is kept.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    places = [min(max(wanted[i], low), high) for i in order]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + apart)
    limit = high
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit)
        limit = places[i] - apart
    result = [0.0] * len(wanted)
    for place, i in zip(places, order, strict=True):
        result[i] = place
    return result
