"""A small class by inclusion: higher covers more, lines join an idea to the next larger.

What is still possible lies between a floor and a ceiling: its smallest ideas have a solid rim (S of
Mitchell 1982), its largest a dashed one (G).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.draw.blocks import (
    LABEL_SIZE,
    PANE_WIDTH,
    Block,
    Painter,
    box,
    hypothesis_roles,
    overlaps,
    words_at,
)
from teachsim.draw.lettering import text_width
from teachsim.draw.saying import idea
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import MIDDLE, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say
from teachsim.symbolic.hypothesis_class import HypothesisClass

_SIDE: Final = 16.0
_WIDEST: Final = 17.0  # greatest radius
_MOST_ABREAST: Final = 14
_SWEEPS: Final = 6
_HIGHEST: Final = 226.0
_NAME: Final = 11.0
_RING: Final = 4.5
_MARGIN: Final = 30.0  # room for a name above the highest idea, and below the lowest
_LEARNER: Final = "learner-ring"

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Order:
    """Where the ideas stand.

    Attributes:
        places: the middle of each.
        half: half width and half height of each circle; a long name makes it a capsule.
        covers: pairs (smaller, next larger).
        inside: `(m, m)` whether the first is a proper subset of the second.
        notes: the name of each.
        height: of the whole.
    """

    places: tuple[Point, ...]
    half: Point
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
        return Block(tuple(shapes), where.height)

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
    step = min(_HIGHEST / max(len(rows) - 1, 1), 72.0)
    radius = min(_WIDEST, 0.42 * room / abreast, max((step - LABEL_SIZE - 8) / 2, 0.28 * step))
    wide = _half_width(H, radius, room=room / abreast)
    height = step * (len(rows) - 1) + 2 * (radius + _MARGIN)
    places: dict[int, Point] = {}
    for k, row in enumerate(rows):
        pitch = min(room / len(row), max(5.0 * radius, 2.4 * wide))
        for i, h in enumerate(row):
            x = PANE_WIDTH / 2 + (i - (len(row) - 1) / 2) * pitch
            places[h] = (x, height - radius - _MARGIN - k * step)
    return Order(
        tuple(places[h] for h in range(len(H))),
        (wide, radius),
        tuple(covers),
        inside,
        tuple(idea(H, row) for row in H.table),
        height,
    )


def _half_width(H: HypothesisClass, radius: float, *, room: float) -> float:
    """Return half the width that all names need, if there is room for it; else the radius."""
    widest = max(text_width(name, size=_NAME) for name in H.names)
    wanted = widest / 2 + (0.0 if widest <= 1.9 * radius else _NAME * 0.7)
    return max(wanted, radius) if 2 * wanted + 2 * _RING <= room else radius


def _node(key: str, place: Point, *, half: Point, role: str, note: str = "") -> Shape:
    """Return a circle or a capsule."""
    (x, y), (wide, high) = place, half
    if wide == high:
        return Shape(key, Kind.CIRCLE, (x, y, high), role, note=note)
    return Shape(key, Kind.RECT, (x - wide, y - high, 2 * wide, 2 * high, high), role, note=note)


def _grown(half: Point, by: float) -> Point:
    return half[0] + by, half[1] + by


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
        line = (x1, y1 - where.half[1], x2, y2 + where.half[1])
        shapes.append(Shape(f"edge-{small}-{large}", Kind.LINE, line, role))
    return shapes


def _circles(scene: Scene, where: Order, *, t: int) -> list[Shape]:
    """Return a circle for each idea, with its name where that fits."""
    shapes = []
    names = scene.hypotheses.names
    for h, (role, (x, y)) in enumerate(
        zip(hypothesis_roles(scene, t=t), where.places, strict=True)
    ):
        key, note = f"idea-{h}", where.notes[h]
        shapes.append(_node(key, (x, y), half=where.half, role=role, note=note))
        if names[h] != f"h{h}" and text_width(names[h], size=_NAME) <= 1.9 * where.half[0]:
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
    reach = {"floor": where.half, "ceiling": _grown(where.half, 2.5)}
    return [
        _node(f"{which}-{h}", place, half=reach[which], role=which if has[h] else HIDDEN)
        for which, has in rims.items()
        for h, place in enumerate(where.places)
    ]


def _marks(scene: Scene, where: Order, *, t: int) -> list[Shape]:
    """Return the learner's ring, and the names of truth, decoy and learner beside their ideas."""
    held = scene.learner(t)
    marked = {"truth": scene.target}
    if scene.decoy is not None and scene.decoy != scene.target:
        marked["decoy"] = scene.decoy
    alone = held is not None and held not in marked.values()
    labels: list[Shape] = []
    for which, h in {**marked, "learner": held or 0}.items():
        one, other = say(which), say("learner")
        text = say("same", {"one": one, "other": other}) if which in marked and h == held else one
        labels.append(_label(which, where.places[h], text=text, half=where.half, taken=labels))
    if not alone:
        labels[-1] = replace(labels[-1], role=HIDDEN)
    around = _grown(where.half, _RING)
    ring = _node("ring", where.places[held or 0], half=around, role=_LEARNER)
    if held is None:
        return [replace(ring, role=HIDDEN), *labels]
    return [ring, *labels]


def _label(which: str, place: Point, *, text: str, half: Point, taken: list[Shape]) -> Shape:
    """Return a name above its idea, or below or beside it where another name is in the way."""
    wide = text_width(text, size=LABEL_SIZE, bold=True) / 2
    x = min(max(place[0], wide + 3), PANE_WIDTH - wide - 3)
    aside = half[0] + _RING + 4 + wide
    sides = [place[0] + d for d in (aside, -aside) if wide < place[0] + d < PANE_WIDTH - wide]
    above, below = place[1] - half[1] - _RING - 3, place[1] + half[1] + _RING + 0.8 * LABEL_SIZE
    level = place[1] + 0.34 * LABEL_SIZE
    role = "label" if which == "learner" else f"label-{which}"
    tries = [
        words_at(f"label-{which}", text, x=x, y=y, role=role, size=LABEL_SIZE, anchor=MIDDLE)
        for x, y in ((x, above), (x, below), *((side, level) for side in sides))
    ]
    free = [s for s in tries if not any(overlaps(box(s), box(other)) for other in taken)]
    return free[0] if free else tries[0]
