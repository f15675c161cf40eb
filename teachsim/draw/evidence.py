"""The row of evidence, and truth, learner and decoy as bars below it.

It serves points on a line as well as instances with names: what belongs is drawn as runs, so a set
that is no interval is a bar with gaps. Long names stand at a slant above their column.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.draw.blocks import CAPTION_SIZE, GUTTER, PANE_WIDTH, Axis, Block, words_at
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import END, MIDDLE, PEN_UP, START, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

_SLANTS: Final = (38.0, 60.0)  # degrees; the flatter, the easier to read and the less high
_MARGIN: Final = 6.0
_BAR: Final = 16.0
_ROOM_FOR_NAME: Final = 128.0
_ROW_NAMES_END: Final = 12.0  # between a row's name and its first mark


MOST_POINTS: Final = 48
"""Instances drawn in one row; there is no room to tell more of them apart."""


def evidence(scene: Scene, *, t: int, along: Axis, bars: bool = True) -> Block:
    """Return the names of the instances, the marks heard so far, and the bars."""
    names = _names(scene, along)
    radius = min(along.pitch * 0.42, 11.0)
    y = names.height + radius + 3
    shapes = [*names.shapes, _row_name("evidence", "caption", y=y)]
    for x in range(along.count):
        shapes.extend(_mark(scene, x, t=t, at=(along.x(x), y), radius=radius))
    places = [(along.x(x), y) for x in range(along.count)]
    shapes.extend(rings(scene, places, t=t, radius=radius + 1.8).shapes)
    y += radius + 6
    below = _bars(scene, t=t, along=along, top=y) if bars else []
    y += _BAR * (len(below) // 2)
    n = scene.hypotheses.n_instances
    if along.count < n:
        told = say("evidence-first", {"shown": along.count, "all": n})
        below.append(words_at("left-out", told, x=6, y=y + CAPTION_SIZE))
        y += CAPTION_SIZE * 1.5
    return Block((*shapes, *below), y)


def _row_name(which: str, role: str, *, y: float) -> Shape:
    return words_at(
        f"row-{which}",
        say(which),
        x=GUTTER - _ROW_NAMES_END,
        y=y + CAPTION_SIZE * 0.36,
        role=role,
        anchor=END,
    )


def _names(scene: Scene, along: Axis) -> Block:
    """Return the names of the instances: level if they fit, every so many of them, or slanted."""
    H = scene.hypotheses
    widest = max(text_width(name, size=CAPTION_SIZE) for name in H.instances[: along.count])
    every = math.ceil((widest + 4) / along.pitch)
    if every == 1 or (H.layout is not None and len(H.layout) == 1):
        shapes = tuple(
            words_at(f"point-{x}", H.instances[x], x=along.x(x), y=CAPTION_SIZE, anchor=MIDDLE)
            for x in range(0, along.count, every)
        )
        return Block(shapes, CAPTION_SIZE + 4)
    return _slanted(scene, along)


def _slanted(scene: Scene, along: Axis) -> Block:
    """Return names at a slant, steeper where the last would reach beyond the edge."""
    size = min(CAPTION_SIZE, max(along.pitch * 0.9, 8.0))
    names = scene.hypotheses.instances[: along.count]
    wide = [min(text_width(name, size=size), _ROOM_FOR_NAME) for name in names]
    for slant in _SLANTS:
        turn = math.radians(slant)
        rooms = [(PANE_WIDTH - along.x(x) - _MARGIN) / math.cos(turn) for x in range(along.count)]
        if all(w <= room for w, room in zip(wide, rooms, strict=True)):
            break
    cut = [
        shorten(name, size=size, room=min(room, _ROOM_FOR_NAME))
        for name, room in zip(names, rooms, strict=True)
    ]
    height = max(text_width(name, size=size) for name in cut) * math.sin(turn) + size
    shapes = tuple(
        words_at(f"point-{x}", name, x=along.x(x), y=height, size=size, anchor=START, angle=-slant)
        for x, name in enumerate(cut)
    )
    return Block(shapes, height + 4)


def _mark(
    scene: Scene, x: int, *, t: int, at: tuple[float, float], radius: float
) -> tuple[Shape, Shape]:
    """Return one instance: its circle and its sign."""
    mark = int(scene.evidence[t, x])
    role = {1: "yes", -1: "no", 0: "unseen"}[mark]
    return (
        Shape(f"mark-{x}", Kind.CIRCLE, (*at, radius), role),
        sign(f"sign-{x}", mark, at=at, reach=radius * 0.5),
    )


def rings(scene: Scene, places: Sequence[tuple[float, float]], *, t: int, radius: float) -> Block:
    """Return rings around the newest marks: as many as any round needs, so that they can move."""
    most = max(int(scene.newest[:, : len(places)].sum(axis=1).max()), 1)
    now = np.flatnonzero(scene.newest[t, : len(places)]).tolist()
    shapes = []
    for k in range(most):
        shown = k < len(now)
        at = places[now[k] if shown else 0]
        role = "newest" if shown else HIDDEN
        shapes.append(Shape(f"newest-{k}", Kind.CIRCLE, (*at, radius), role))
    return Block(tuple(shapes), 0)


def sign(key: str, mark: int, *, at: tuple[float, float], reach: float) -> Shape:
    """Return + for a mark of 1, - for -1, nothing for 0."""
    x, y = at
    level = (x - reach, y, x + reach, y)
    upright = () if mark < 0 else (PEN_UP, x, y - reach, x, y + reach)
    return Shape(key, Kind.PATH, (*level, *upright), "sign-pen" if mark else HIDDEN)


def _bars(scene: Scene, *, t: int, along: Axis, top: float) -> list[Shape]:
    """Return name and bar of the truth, the learner and, if there is one, the decoy."""
    H = scene.hypotheses
    rows: list[tuple[str, str, BoolArray]] = [
        ("truth", "label-truth", H[scene.target]),
        ("learner", "label", scene.beliefs[t]),
    ]
    if scene.decoy is not None:
        rows.append(("decoy", "label-decoy", H[scene.decoy]))
    shapes: list[Shape] = []
    for i, (which, role, row) in enumerate(rows):
        y = top + _BAR * (i + 0.5)
        line = bar(row[: along.count], along=along, y=y)
        shown = f"{which}-bar" if line else HIDDEN
        shapes.append(_row_name(which, role, y=y))
        shapes.append(Shape(f"bar-{which}", Kind.PATH, line or (along.x(0), y), shown))
    return shapes


def bar(row: BoolArray, *, along: Axis, y: float) -> tuple[float, ...]:
    """Return a set of instances as level strokes, one for each unbroken run."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    reach = min(along.pitch * 0.42, 11.0)
    found: list[float] = []
    for first, last in list(pairwise(edges.tolist()))[::2]:
        if found:
            found.append(PEN_UP)
        found += [along.x(first) - reach, y, along.x(last - 1) + reach, y]
    return tuple(found)
