"""Pictures as data: a picture is a list of shapes, a shape is a few numbers and a role.

Nothing here knows a colour, a file format or a widget. A *role* ("truth", "ruled out just now")
is looked up in `teachsim.draw.styles`; a back-end (`svg`, `figure`, `text`) turns the same list
into a web page, a PDF or a sentence. Keys name shapes across the rounds of a run, so that the
difference between two rounds is a short list of changes (`teachsim.draw.film`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

PEN_UP: Final = math.inf
"""In the geometry of a path or an area: lift the pen, the next point starts a new stroke."""

START, MIDDLE, END = -1, 0, 1
"""Which part of a text lies on its point."""


class Kind(Enum):
    """What a shape's geometry means, in units of the picture, y downwards."""

    RECT = "rect"  # x, y, width, height, corner radius
    DIAMOND = "diamond"  # centre x, centre y, half diagonal
    CIRCLE = "circle"  # centre x, centre y, radius
    LINE = "line"  # x1, y1, x2, y2
    PATH = "path"  # x, y, x, y, ... open strokes, PEN_UP between two of them
    AREA = "area"  # the same, each stroke closed and filled
    TEXT = "text"  # x, baseline y, size, START | MIDDLE | END, angle in degrees


SIZES: Final = {
    Kind.RECT: 5,
    Kind.DIAMOND: 3,
    Kind.CIRCLE: 3,
    Kind.LINE: 4,
    Kind.TEXT: 5,
}
"""How many numbers a kind needs; paths and areas take any number."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark on paper.

    Attributes:
        key: its name, the same in every round.
        kind: what `geometry` means.
        geometry: the numbers `Kind` lists.
        role: what it stands for; `teachsim.draw.styles.STYLES` says how that looks.
        text: the words of a text; empty for every other kind.
        note: what a pointer resting on it is told ("5 to 9").
    """

    key: str
    kind: Kind
    geometry: tuple[float, ...]
    role: str
    text: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Check the length of the geometry.

        Raises:
            ValueError: if the geometry does not fit the kind.
        """
        wanted = SIZES.get(self.kind)
        if wanted is not None and len(self.geometry) != wanted:
            raise ValueError(
                f"shape {self.key!r} is a {self.kind.value} with {len(self.geometry)} numbers; "
                f"pass the {wanted} that teachsim.draw.shapes.Kind lists"
            )


@dataclass(frozen=True)
class Picture:
    """A drawing and its words.

    Attributes:
        width: in the picture's own units; a screen may scale it.
        height: likewise.
        shapes: painted in this order, later ones on top; keys unique.
        title: what it is, in a few words.
        description: what it shows, for whoever cannot see it.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str

    def __post_init__(self) -> None:
        """Check sizes and keys.

        Raises:
            ValueError: if a size is not positive or a key occurs twice.
        """
        if not (self.width > 0 and self.height > 0):
            raise ValueError(
                f"picture {self.title!r} is {self.width} by {self.height}; both must be positive"
            )
        keys = [shape.key for shape in self.shapes]
        if len(set(keys)) != len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ValueError(
                f"picture {self.title!r} has two shapes with key {twice!r}; keys must be unique, "
                "as a film tells shapes apart by them"
            )


def moved(shape: Shape, *, dx: float, dy: float) -> Shape:
    """Return the shape moved by (dx, dy)."""
    numbers = list(shape.geometry)
    if shape.kind in (Kind.PATH, Kind.AREA):
        at = 0
        while at < len(numbers):
            if numbers[at] == PEN_UP:
                at += 1
                continue
            numbers[at] += dx
            numbers[at + 1] += dy
            at += 2
    else:
        numbers[0] += dx
        numbers[1] += dy
    if shape.kind is Kind.LINE:
        numbers[2] += dx
        numbers[3] += dy
    return Shape(shape.key, shape.kind, tuple(numbers), shape.role, shape.text, shape.note)


def scaled(shape: Shape, factor: float) -> Shape:
    """Return the shape made larger or smaller about the origin; pens keep their width."""
    numbers = tuple(v if v == PEN_UP else v * factor for v in shape.geometry)
    if shape.kind is Kind.TEXT:
        numbers = (*numbers[:3], *shape.geometry[3:])  # the anchor and the angle are no lengths
    return replace(shape, geometry=numbers)


def strokes(shape: Shape) -> list[list[tuple[float, float]]]:
    """Return the points of a path or area, one list a stroke."""
    found: list[list[tuple[float, float]]] = [[]]
    numbers = shape.geometry
    at = 0
    while at < len(numbers):
        if numbers[at] == PEN_UP:
            found.append([])
            at += 1
        else:
            found[-1].append((numbers[at], numbers[at + 1]))
            at += 2
    return [stroke for stroke in found if stroke]
