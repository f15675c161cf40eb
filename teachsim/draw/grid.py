"""Boxes and half-planes: cells of a grid, with outlines of truth, learner and decoy.

A cell is plain where the remaining ideas agree and hatched where they do not: the hatched band lies
between what all of them hold right and what any of them does (S and G of Mitchell 1982).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.draw.blocks import LABEL_SIZE, PANE_WIDTH, Block, Painter, words_at
from teachsim.draw.evidence import rings, sign
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import PEN_UP, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

_KEY: Final = 118.0  # room for the three names at the right
_WIDEST: Final = 46.0
_HIGHEST: Final = 280.0
_INSETS: Final = {"truth": 0.04, "learner": 0.13, "decoy": 0.22}  # of a cell: none hides another
_TOP: Final = 6.0


@dataclass(frozen=True)
class Cells:
    """Where the cells lie.

    Attributes:
        rows: number of rows.
        columns: number of columns.
        side: of a cell.
        left: x of the first column.
    """

    rows: int
    columns: int
    side: float
    left: float

    def middle(self, x: int) -> tuple[float, float]:
        """Return the middle of cell x, counted row by row."""
        row, column = divmod(x, self.columns)
        return self.left + (column + 0.5) * self.side, _TOP + (row + 0.5) * self.side


def grid(scene: Scene) -> Painter:
    """Return what draws a class whose instances lie on a grid, round by round.

    Raises:
        ValueError: if the class has no grid as its layout.
    """
    layout = scene.hypotheses.layout
    if layout is None or len(layout) != 2:
        raise ValueError(
            f"layout is {layout}, which is no grid; pass layout=(rows, columns) to HypothesisClass"
        )
    rows, columns = layout
    side = min(_WIDEST, (PANE_WIDTH - _KEY - 12) / columns, _HIGHEST / rows)
    cells = Cells(rows, columns, side, (PANE_WIDTH - side * columns - _KEY) / 2)

    def paint(t: int) -> Block:
        shapes = [
            *_status(scene, cells, t=t),
            *_outlines(scene, cells, t=t),
            *_marks(scene, cells, t=t),
            *_names(scene, cells),
        ]
        return Block(tuple(shapes), side * rows + 2 * _TOP)

    return paint


def _status(scene: Scene, cells: Cells, *, t: int) -> list[Shape]:
    """Return the ground of each cell, and the hatching where the remaining ideas disagree."""
    every, some = _shared(scene, t)
    all_before, some_before = _shared(scene, max(t - 1, 0))
    fresh = (some_before & ~all_before) & ~(some & ~every)
    shapes: list[Shape] = []
    for x in range(cells.rows * cells.columns):
        cx, cy = cells.middle(x)
        half = cells.side / 2 - 0.5
        role = "in-all" if every[x] else "in-some" if some[x] else "in-none"
        hatch = "hatch" if role == "in-some" else HIDDEN
        if fresh[x]:
            role = role.replace("in-", "fresh-")
        corner = (cx - half, cy - half, 2 * half, 2 * half, 0.0)
        shapes.append(Shape(f"cell-{x}", Kind.RECT, corner, role))
        shapes.append(Shape(f"hatch-{x}", Kind.PATH, _hatch(cx, cy, half=half), hatch))
    return shapes


def _shared(scene: Scene, t: int) -> tuple[BoolArray, BoolArray]:
    """Return which instances belong to every remaining idea, and which to some, `(n,)` each."""
    table = scene.hypotheses.table[scene.alive[t]]
    return table.all(axis=0), table.any(axis=0)


def _hatch(cx: float, cy: float, *, half: float) -> tuple[float, ...]:
    """Return three slanted strokes within a cell."""
    strokes: list[float] = []
    for shift in (-half, 0.0, half):
        low, high = max(-half, shift - half), min(half, shift + half)
        strokes += [PEN_UP] if strokes else []
        strokes += [cx + low, cy + shift - low, cx + high, cy + shift - high]
    return tuple(strokes)


def _marks(scene: Scene, cells: Cells, *, t: int) -> list[Shape]:
    """Return + and - in the cells that were marked."""
    radius = min(cells.side * 0.26, 11.0)
    shapes = []
    for x in range(cells.rows * cells.columns):
        at = cells.middle(x)
        mark = int(scene.evidence[t, x])
        role = {1: "yes", -1: "no", 0: HIDDEN}[mark]
        shapes.append(Shape(f"mark-{x}", Kind.CIRCLE, (*at, radius), role))
        shapes.append(sign(f"sign-{x}", mark, at=at, reach=radius * 0.5))
    places = [cells.middle(x) for x in range(cells.rows * cells.columns)]
    return [*shapes, *rings(scene, places, t=t, radius=radius + 1.8).shapes]


def _sets(scene: Scene, t: int) -> dict[str, BoolArray]:
    """Return the sets that are outlined."""
    table = scene.hypotheses.table
    sets = {"truth": table[scene.target], "learner": scene.beliefs[t]}
    return sets if scene.decoy is None else {**sets, "decoy": table[scene.decoy]}


def _outlines(scene: Scene, cells: Cells, *, t: int) -> list[Shape]:
    """Return the outlines of truth, learner and decoy, one within the other."""
    shapes = []
    for which, row in _sets(scene, t).items():
        line = outline(row.reshape(cells.rows, cells.columns), inset=_INSETS[which])
        points = tuple(
            value if value == PEN_UP else (_TOP, cells.left)[i] + value * cells.side
            for value, i in _alternating(line)
        )
        role = f"{which}-outline" if points else HIDDEN
        shapes.append(Shape(f"outline-{which}", Kind.AREA, points, role))
    return shapes


def _alternating(line: tuple[float, ...]) -> list[tuple[float, int]]:
    """Return each number with 1 for an x and 0 for a y."""
    found = []
    is_x = 1
    for value in line:
        found.append((value, is_x))
        is_x = 1 if value == PEN_UP else 1 - is_x
    return found


def outline(cells: BoolArray, *, inset: float) -> tuple[float, ...]:
    """Return the borders of a set of cells `(rows, columns)`, moved inwards by `inset` of a cell.

    Every border runs clockwise around its cells (counter-clockwise around a hole); where two cells
    touch at a corner only, each keeps a border of its own.
    """
    edges = _edges(np.pad(cells, 1))
    line: list[float] = []
    while edges:
        start, step = next(iter(edges))
        corner, before = start, step
        if line:
            line.append(PEN_UP)
        while True:
            corner = (corner[0] + before[0], corner[1] + before[1])
            turns = ((-before[1], before[0]), before, (before[1], -before[0]))
            after = next(turn for turn in turns if (corner, turn) in edges)
            edges.remove((corner, after))
            if after != before:
                line.append(corner[0] + inset * (-before[1] - after[1]))
                line.append(corner[1] + inset * (before[0] + after[0]))
            before = after
            if (corner, after) == (start, step):
                break
    return tuple(line)


Edge = tuple[tuple[int, int], tuple[int, int]]


def _edges(padded: BoolArray) -> set[Edge]:
    """Return the sides between cells inside and outside: where each begins, and its direction."""
    found: set[Edge] = set()
    for y, x in np.argwhere(padded).tolist():
        column, row = x - 1, y - 1
        if not padded[y - 1, x]:
            found.add(((column, row), (1, 0)))
        if not padded[y, x + 1]:
            found.add(((column + 1, row), (0, 1)))
        if not padded[y + 1, x]:
            found.add(((column + 1, row + 1), (-1, 0)))
        if not padded[y, x - 1]:
            found.add(((column, row + 1), (0, -1)))
    return found


def _names(scene: Scene, cells: Cells) -> list[Shape]:
    """Return the names of the outlines, each beside a piece of its line."""
    x = cells.left + cells.columns * cells.side + 16
    shapes = []
    for i, which in enumerate(_sets(scene, 0)):
        y = _TOP + LABEL_SIZE * (1.0 + 1.6 * i)
        line = (x, y - LABEL_SIZE * 0.34, x + 22, y - LABEL_SIZE * 0.34)
        role = "label" if which == "learner" else f"label-{which}"
        shapes.append(Shape(f"sample-{which}", Kind.LINE, line, f"{which}-outline"))
        shapes.append(
            words_at(f"name-{which}", say(which), x=x + 28, y=y, role=role, size=LABEL_SIZE)
        )
    return shapes
