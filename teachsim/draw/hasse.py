"""A small class by inclusion: higher covers more, lines join an idea to the next larger.

What is still possible lies between a floor and a ceiling: its smallest ideas have a solid rim (S of
Mitchell 1982), its largest a dashed one (G).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.draw.blocks import (
    LABEL_SIZE,
    PANE_WIDTH,
    Block,
    Painter,
    hypothesis_roles,
    spread,
    words_at,
)
from teachsim.draw.lettering import text_width
from teachsim.draw.saying import idea
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import END, MIDDLE, START, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say
from teachsim.symbolic.hypothesis_class import HypothesisClass

_SIDE: Final = 84.0  # room for labels, left and right
_WIDEST: Final = 17.0  # greatest radius
_MOST_ABREAST: Final = 14
_SWEEPS: Final = 6
_HIGHEST: Final = 250.0
_NAME: Final = 12.0
_RING: Final = 4.0

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Order:
    """Where the ideas stand.

    Attributes:
        places: the middle of each.
        radius: of each circle.
        covers: pairs (smaller, next larger).
        inside: `(m, m)` whether the first is a proper subset of the second.
        notes: the name of each.
        height: of the whole.
    """

    places: tuple[Point, ...]
    radius: float
    covers: tuple[tuple[int, int], ...]
    inside: BoolArray
    notes: tuple[str, ...]
    height: float


def hasse(scene: Scene) -> Painter:
    """Return what draws a small class by inclusion, round by round."""
    where = _lay_out(scene.hypotheses)

    def paint(t: int) -> Block:
        shapes = [
            *_lines(where, scene.alive[t]),
            *_circles(scene, where, t=t),
            *_rims(where, scene.alive[t]),
            *_marks(scene, where, t=t),
        ]
        leaders = [s for s in shapes if s.kind is Kind.LINE]
        rest = [s for s in shapes if s.kind is not Kind.LINE]
        return Block((*leaders, *rest), where.height)

    return paint


def proper_subsets(table: BoolArray) -> BoolArray:
    """Return `(m, m)` whether row i of the `(m, n)` table is a proper subset of row j."""
    rows = table.astype(np.int64)
    shared = rows @ rows.T
    sizes = rows.sum(axis=1)
    found: BoolArray = (shared == sizes[:, None]) & (sizes[:, None] < sizes[None, :])
    return found


def _lay_out(H: HypothesisClass) -> Order:
    """Return the places: a level for each size, broken into rows where it is too long."""
    inside = proper_subsets(H.table)
    between = (inside.astype(np.int64) @ inside.astype(np.int64)) > 0
    covers = [(int(a), int(b)) for a, b in np.argwhere(inside & ~between)]
    sizes = H.table.sum(axis=1)
    levels = _ordered([np.flatnonzero(sizes == s).tolist() for s in np.unique(sizes)], covers)
    rows = [part for level in levels for part in _parts(level)]
    abreast = max(len(row) for row in rows)
    room = PANE_WIDTH - 2 * _SIDE
    step = min((_HIGHEST - 2 * _WIDEST) / max(len(rows) - 1, 1), 64.0)
    radius = min(_WIDEST, 0.42 * room / abreast, 0.42 * step)
    height = step * (len(rows) - 1) + 2 * (radius + _RING + 3)
    places: dict[int, Point] = {}
    for k, row in enumerate(rows):
        pitch = min(room / len(row), 4.5 * radius)
        for i, h in enumerate(row):
            x = PANE_WIDTH / 2 + (i - (len(row) - 1) / 2) * pitch
            places[h] = (x, height - radius - _RING - 3 - k * step)
    return Order(
        tuple(places[h] for h in range(len(H))),
        radius,
        tuple(covers),
        inside,
        tuple(idea(H, row) for row in H.table),
        height,
    )


def _parts(level: list[int]) -> list[list[int]]:
    """Return a level as rows of nearly equal length that are not too long."""
    count = -(-len(level) // _MOST_ABREAST)
    return [list(part) for part in np.array_split(np.array(level), count)]


def _ordered(levels: list[list[int]], covers: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return each level in an order with few crossings: the barycentre rule, up and down.

    Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical
    system structures", IEEE Transactions on Systems, Man, and Cybernetics 11, 1981.
    """
    near: dict[int, list[int]] = {h: [] for level in levels for h in level}
    for small, large in covers:
        near[small].append(large)
        near[large].append(small)
    at = {h: i / max(len(level) - 1, 1) for level in levels for i, h in enumerate(level)}
    for sweep in range(_SWEEPS):
        for level in levels if sweep % 2 else reversed(levels):
            level.sort(key=lambda h: (np.mean([at[g] for g in near[h]]) if near[h] else at[h], h))
            at |= {h: (i + 0.5) / len(level) for i, h in enumerate(level)}
    return levels


def _lines(where: Order, alive: BoolArray) -> list[Shape]:
    """Return the lines of the order; they fade with the ideas at their ends."""
    shapes = []
    for small, large in where.covers:
        (x1, y1), (x2, y2) = where.places[small], where.places[large]
        role = "edge" if alive[small] and alive[large] else "edge-out"
        line = (x1, y1 - where.radius, x2, y2 + where.radius)
        shapes.append(Shape(f"edge-{small}-{large}", Kind.LINE, line, role))
    return shapes


def _circles(scene: Scene, where: Order, *, t: int) -> list[Shape]:
    """Return a circle for each idea, with its name where that fits."""
    shapes = []
    names = scene.hypotheses.names
    for h, (role, (x, y)) in enumerate(
        zip(hypothesis_roles(scene, t=t), where.places, strict=True)
    ):
        at = (x, y, where.radius)
        shapes.append(Shape(f"idea-{h}", Kind.CIRCLE, at, role, note=where.notes[h]))
        if text_width(names[h], size=_NAME) <= 1.8 * where.radius:
            solid = role in {"alive-truth", "alive-decoy"}
            shapes.append(
                words_at(
                    f"name-{h}",
                    names[h],
                    x=x,
                    y=y + _NAME * 0.36,
                    role="on-solid" if solid else "body" if scene.alive[t, h] else "caption",
                    size=_NAME,
                    anchor=MIDDLE,
                )
            )
    return shapes


def _rims(where: Order, alive: BoolArray) -> list[Shape]:
    """Return the rims of the smallest (floor) and largest (ceiling) ideas still possible."""
    living = where.inside & alive[:, None] & alive[None, :]
    rims = {"floor": alive & ~living.any(axis=0), "ceiling": alive & ~living.any(axis=1)}
    reach = {"floor": where.radius, "ceiling": where.radius + 2.5}
    return [
        Shape(f"{which}-{h}", Kind.CIRCLE, (*place, reach[which]), which if has[h] else HIDDEN)
        for which, has in rims.items()
        for h, place in enumerate(where.places)
    ]


def _marks(scene: Scene, where: Order, *, t: int) -> list[Shape]:
    """Return ring and labels: truth and decoy at the left, the learner at the right."""
    held = scene.learner(t)
    left = {"truth": scene.target}
    if scene.decoy is not None and scene.decoy != scene.target:
        left["decoy"] = scene.decoy
    shapes: list[Shape] = []
    wanted = [where.places[h][1] for h in left.values()]
    heights = spread(wanted, apart=1.3 * LABEL_SIZE, low=LABEL_SIZE, high=where.height)
    for (which, h), y in zip(left.items(), heights, strict=True):
        shapes += _label(which, where, h=h, y=y, side=-1)
    place = where.places[held or 0]
    label, leader = _label("learner", where, h=held or 0, y=place[1], side=1)
    ring = Shape("ring", Kind.CIRCLE, (*place, where.radius + _RING + 1), "learner-ring")
    own = [label, leader, ring]
    if held is None:
        own = [Shape(s.key, s.kind, s.geometry, HIDDEN, s.text) for s in own]
    return [*shapes, *own]


def _label(which: str, where: Order, *, h: int, y: float, side: int) -> tuple[Shape, Shape]:
    """Return a label in the margin and the straight line from there to its idea."""
    x, at = where.places[h]
    suffix = "" if which == "learner" else f"-{which}"
    edge = _SIDE - 10 if side < 0 else PANE_WIDTH - _SIDE + 10
    y = max(y, LABEL_SIZE * 0.7)
    label = words_at(
        f"label-{which}",
        say(which),
        x=edge,
        y=y + LABEL_SIZE * 0.34,
        role=f"label{suffix}",
        size=LABEL_SIZE,
        anchor=END if side < 0 else START,
    )
    line = (edge - side * 4, y, x, at)
    return label, Shape(f"lead-{which}", Kind.LINE, line, f"lead{suffix}")
