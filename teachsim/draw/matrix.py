"""Any class: one column for each idea, small to large, one row for each instance.

Up to 200 ideas and 40 instances are drawn; beyond that the picture says what it leaves out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.draw.blocks import (
    CAPTION_SIZE,
    EDGE,
    LABEL_SIZE,
    PANE_WIDTH,
    Block,
    Painter,
    spread,
    words_at,
)
from teachsim.draw.evidence import rings, sign
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.saying import idea
from teachsim.draw.scene import NOBODY, Scene
from teachsim.draw.shapes import END, MIDDLE, PEN_UP, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

MOST_IDEAS: Final = 200
MOST_ROWS: Final = 40
_HIGHEST: Final = 280.0
_ROOM_FOR_NAMES: Final = 120.0
_LEAST_NAME: Final = 10.0  # letters smaller than that cannot be read
_HEAD: Final = 44.0  # labels above the columns, and their leaders


@dataclass(frozen=True, eq=False)
class Columns:
    """What is drawn, and where.

    Attributes:
        shown: indices of the ideas, in the order of the columns.
        rows: number of instances drawn.
        left: x of the first column.
        wide: width of a column.
        high: height of a row.
        said: sentences on what is left out.
    """

    shown: IntArray
    rows: int
    left: float
    wide: float
    high: float
    said: tuple[str, ...]

    def x(self, column: int) -> float:
        """Return the left side of a column."""
        return self.left + self.wide * column

    @property
    def foot(self) -> float:
        """The y below the last row."""
        return _HEAD + self.rows * self.high


def matrix(scene: Scene) -> Painter:
    """Return what draws any class as columns of cells, round by round."""
    where = _lay_out(scene)
    notes = [idea(scene.hypotheses, scene.hypotheses.table[h]) for h in where.shown]
    members = [_members(scene, where, column=c) for c in range(len(where.shown))]

    def paint(t: int) -> Block:
        shapes: list[Shape] = []
        for c, h in enumerate(where.shown.tolist()):
            state = _state(scene, h, t=t)
            ground = (where.x(c), _HEAD, where.wide, where.foot - _HEAD, 0.0)
            shapes.append(Shape(f"idea-{h}", Kind.RECT, ground, f"col-{state}", note=notes[c]))
            shapes.append(Shape(f"cells-{h}", Kind.AREA, members[c], f"cells-{state}"))
        shapes += [*_evidence(scene, where, t=t), *_marks(scene, where, t=t)]
        for i, words in enumerate(where.said):
            y = where.foot + CAPTION_SIZE * 1.4 * (i + 1)
            shapes.append(words_at(f"left-out-{i}", words, x=6, y=y))
        return Block(tuple(shapes), where.foot + CAPTION_SIZE * (1.4 * len(where.said) + 0.5))

    return paint


def _lay_out(scene: Scene) -> Columns:
    """Return what is drawn: everything, or the smallest ideas and those that play a part."""
    H = scene.hypotheses
    order = np.argsort(H.table.sum(axis=1), kind="stable")
    said = []
    if len(H) > MOST_IDEAS:
        held = scene.conjectures[scene.conjectures != NOBODY].tolist()
        parts = [scene.target, *([] if scene.decoy is None else [scene.decoy]), *held]
        chosen = np.zeros(len(H), dtype=np.bool_)
        chosen[list(dict.fromkeys(parts))[:MOST_IDEAS]] = True
        chosen[order[~chosen[order]][: MOST_IDEAS - int(chosen.sum())]] = True
        order = order[chosen[order]]
        said.append(say("matrix-first", {"shown": MOST_IDEAS, "all": len(H)}))
    rows = min(H.n_instances, MOST_ROWS)
    if rows < H.n_instances:
        said.append(say("evidence-first", {"shown": rows, "all": H.n_instances}))
    names = max(text_width(name, size=CAPTION_SIZE) for name in H.instances[:rows])
    left = min(names, _ROOM_FOR_NAMES) + 2 * CAPTION_SIZE + 16
    wide = min((PANE_WIDTH - left - EDGE) / len(order), 16.0)
    high = min(_HIGHEST / rows, 22.0)
    left = max(left, (PANE_WIDTH - wide * len(order)) / 2)
    return Columns(order, rows, left, wide, high, tuple(said))


def _state(scene: Scene, h: int, *, t: int) -> str:
    if scene.alive[t, h]:
        return "alive"
    return "just" if scene.just_out(t)[h] else "out"


def _members(scene: Scene, where: Columns, *, column: int) -> tuple[float, ...]:
    """Return the cells of one idea, one box for each unbroken run."""
    row = scene.hypotheses.table[where.shown[column], : where.rows].astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row, [0])))).tolist()
    gap = min(0.6, where.wide * 0.1)
    x1, x2 = where.x(column) + gap, where.x(column) + where.wide - gap
    found: list[float] = []
    for first, last in list(pairwise(edges))[::2]:
        y1, y2 = _HEAD + first * where.high + 0.4, _HEAD + last * where.high - 0.4
        found += [PEN_UP] if found else []
        found += [x1, y1, x2, y1, x2, y2, x1, y2]
    return tuple(found)


def _evidence(scene: Scene, where: Columns, *, t: int) -> list[Shape]:
    """Return name and mark of each instance, at the left of its row."""
    size = min(CAPTION_SIZE, max(where.high * 1.05, _LEAST_NAME))
    every = math.ceil(size / (where.high * 1.05))  # so many rows share the room of one name
    radius = min(where.high * 0.44, 9.0)
    x = where.left - radius - 6
    shapes = []
    places = []
    for i in range(where.rows):
        y = _HEAD + (i + 0.5) * where.high
        at = (x, y)
        places.append(at)
        mark = int(scene.evidence[t, i])
        if i % every == 0:
            name = shorten(scene.hypotheses.instances[i], size=size, room=_ROOM_FOR_NAMES)
            end = x - radius - 7
            shapes.append(
                words_at(f"name-{i}", name, x=end, y=y + size * 0.36, size=size, anchor=END)
            )
        shapes += [
            Shape(f"mark-{i}", Kind.CIRCLE, (*at, radius), {1: "yes", -1: "no", 0: "unseen"}[mark]),
            sign(f"sign-{i}", mark, at=at, reach=radius * 0.55),
        ]
    return [*shapes, *rings(scene, places, t=t, radius=radius + 1.6).shapes]


def _marks(scene: Scene, where: Columns, *, t: int) -> list[Shape]:
    """Return frames around truth, decoy and learner, and their names above."""
    at = {int(h): c for c, h in enumerate(where.shown)}
    held = scene.learner(t)
    marked = {"truth": scene.target, "learner": held if held in at else None, "decoy": scene.decoy}
    named = [(which, at[h]) for which, h in marked.items() if h is not None]
    middles = [where.x(c) + where.wide / 2 for _, c in named]
    half = text_width(say("learner"), size=LABEL_SIZE, bold=True) / 2
    tops = spread(middles, apart=2 * half + 6, low=half + 3, high=PANE_WIDTH - half - 3)
    shapes: list[Shape] = []
    drawn = {which: (c, x) for (which, c), x in zip(named, tops, strict=True)}
    for which in ("truth", "decoy", "learner"):
        if which != "decoy" or scene.decoy is not None:
            shapes += _mark(which, where, place=drawn.get(which))
    return shapes


def _mark(which: str, where: Columns, *, place: tuple[int, float] | None) -> list[Shape]:
    """Return frame, leader and label of one column; hidden if it is not there."""
    column, x = place or (0, PANE_WIDTH / 2)
    suffix = "" if which == "learner" else f"-{which}"
    out = {"truth": 1.5, "learner": 4.0, "decoy": 2.5}[which]
    frame = (
        where.x(column) - out,
        _HEAD - out,
        where.wide + 2 * out,
        where.foot - _HEAD + 2 * out,
        1.0,
    )
    middle = where.x(column) + where.wide / 2
    shapes = [
        Shape(f"frame-{which}", Kind.RECT, frame, f"{which}-frame"),
        Shape(
            f"lead-{which}",
            Kind.LINE,
            (x, LABEL_SIZE + 4, middle, _HEAD - out - 1),
            f"lead{suffix}",
        ),
        words_at(
            f"label-{which}",
            say(which),
            x=x,
            y=LABEL_SIZE,
            role=f"label{suffix}",
            size=LABEL_SIZE,
            anchor=MIDDLE,
        ),
    ]
    if place is None:
        return [Shape(s.key, s.kind, s.geometry, HIDDEN, s.text) for s in shapes]
    return shapes
