"""Intervals as a pyramid of diamonds above the number line.

The diamond of a run of points stands above its middle, the higher the more it covers: the drawing
*is* the order of inclusion. Right marks only shave the lower flanks, and the summit never falls;
one "no" cuts from above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.draw.blocks import (
    GUTTER,
    LABEL_SIZE,
    PANE_WIDTH,
    Axis,
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
from teachsim.draw.shapes import END, START, Kind, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say
from teachsim.symbolic.hypothesis_class import HypothesisClass

_GAP: Final = 1.0
_RING: Final = 3.5
_LEADER: Final = 14.0  # paper between the flank and a label
_MARGIN: Final = 3.0

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Pyramid:
    """Where the diamonds stand.

    Attributes:
        centres: `(m,)` the middle of each diamond.
        notes: `(m,)` the name of each.
        half: half a diamond's diagonal, gap included.
        base: y of the lowest row.
        left: x of the left foot.
        right: x of the right foot.
    """

    centres: tuple[Point, ...]
    notes: tuple[str, ...]
    half: float
    base: float
    left: float
    right: float


def _lay_out(H: HypothesisClass, along: Axis) -> Pyramid:
    """Return the places of all hypotheses; the empty one stands at the left, beside the line."""
    half = along.pitch / 2
    sizes = H.table.sum(axis=1)
    top = half + _RING + 4
    base = top + (int(sizes.max()) - 1) * half
    centres = []
    for row, size in zip(H.table, sizes.tolist(), strict=True):
        middle = float(np.flatnonzero(row).mean()) if size else 0.0
        x = along.x(middle) if size else max(along.left - 1.6 * along.pitch, half + _RING + 2)
        centres.append((x, base - (max(size, 1) - 1) * half))
    notes = tuple(idea(H, row) for row in H.table)
    right = along.left + along.pitch * along.count
    return Pyramid(tuple(centres), notes, half, base, along.left, right)


def pyramid(H: HypothesisClass, along: Axis) -> Painter:
    """Return what draws the pyramid of a class of runs, round by round."""
    where = _lay_out(H, along)

    def paint(scene: Scene, t: int) -> Block:
        roles = hypothesis_roles(scene, t=t)
        diamonds = [
            Shape(f"idea-{h}", Kind.DIAMOND, (*centre, where.half - _GAP), role, note=note)
            for h, (centre, role, note) in enumerate(
                zip(where.centres, roles, where.notes, strict=True)
            )
        ]
        held = scene.learner(t)
        place = (*where.centres[held or 0], where.half + _RING)
        ring = Shape("ring", Kind.DIAMOND, place, HIDDEN if held is None else "learner-ring")
        labels, leaders = _labels(scene, where, t=t)
        return Block((*diamonds, *leaders, ring, *labels), where.base + where.half + 4)

    return paint


def _labels(scene: Scene, where: Pyramid, *, t: int) -> tuple[list[Shape], list[Shape]]:
    """Return the words beside the marked diamonds, and the straight lines that lead there."""
    marked = [("truth", scene.target)]
    if scene.decoy is not None and scene.decoy != scene.target:
        marked.append(("decoy", scene.decoy))
    labels: list[Shape] = []
    leaders: list[Shape] = []
    avoid = [where.centres[h] for _, h in marked]
    for which, h in marked:
        label, leader = _placed(which, where, centre=where.centres[h], taken=labels, avoid=avoid)
        labels.append(label)
        leaders.append(leader)
    held = scene.learner(t)
    same = [label for label, (_, h) in zip(labels, marked, strict=True) if h == held]
    label, leader = _learner(where, held, same=same, taken=labels, avoid=avoid)
    return [*labels, label], [*leaders, leader]


def _learner(
    where: Pyramid, held: int | None, *, same: list[Shape], taken: list[Shape], avoid: list[Point]
) -> tuple[Shape, Shape]:
    """Return the learner's label: beside its diamond, or under the label that is there already."""
    if held is not None and not same:
        return _placed("learner", where, centre=where.centres[held], taken=taken, avoid=avoid)
    centre = where.centres[held or 0]
    nothing = Shape("lead-learner", Kind.LINE, (*centre, *centre), HIDDEN)
    if held is None:
        return words_at("label-learner", say("learner"), x=0, y=0, role=HIDDEN), nothing
    x, y, size, anchor, _ = same[0].geometry
    words = "= " + say("learner")
    wide = text_width(words, size=size, bold=True)
    # The second line may be the longer one: it must not clip either.
    if anchor == END:
        x = max(x, wide + _MARGIN)
    else:
        x = min(x, PANE_WIDTH - wide - _MARGIN)
    below = words_at(
        "label-learner", words, x=x, y=y + size * 1.15, role="label", size=size,
        anchor=round(anchor),
    )  # fmt: skip
    return below, nothing


def _placed(
    which: str, where: Pyramid, *, centre: Point, taken: list[Shape], avoid: list[Point]
) -> tuple[Shape, Shape]:
    """Return label and leader at the best of four places: level or uphill, to the left or right."""
    best: tuple[float, Shape, Shape] | None = None
    for side in (-1, 1):
        for uphill in (False, True):
            label, leader = _candidate(which, where, centre=centre, side=side, uphill=uphill)
            cost = _cost(label, leader, taken=taken, avoid=avoid)
            if best is None or cost < best[0]:
                best = (cost, label, leader)
    if best is None:
        raise AssertionError("four candidates were tried")
    return best[1], best[2]


def _candidate(
    which: str, where: Pyramid, *, centre: Point, side: int, uphill: bool
) -> tuple[Shape, Shape]:
    """Return label and leader at one place just outside the flank."""
    cx, cy = centre
    height = where.base - cy
    foot = where.left if side < 0 else where.right
    climb = (abs(cx - foot) - height) / 2 if uphill else 0.0
    flank = foot - side * (height + max(climb, 0.0))
    end_x = flank + side * _LEADER
    end_y = cy - abs(end_x - cx) if uphill else cy
    name = say(which)
    wide = text_width(name, size=LABEL_SIZE, bold=True)
    x = end_x + side * 5
    x = max(x, wide + _MARGIN) if side < 0 else min(x, PANE_WIDTH - wide - _MARGIN)
    y = max(end_y + LABEL_SIZE * 0.34, LABEL_SIZE)
    suffix = "" if which == "learner" else f"-{which}"
    label = words_at(
        f"label-{which}", name, x=x, y=y, role=f"label{suffix}", size=LABEL_SIZE,
        anchor=END if side < 0 else START,
    )  # fmt: skip
    start = where.half * (0.5 if uphill else 1.0)
    begin = (cx + side * start, cy - start if uphill else cy)
    line = (*begin, x - side * 4, end_y)
    return label, Shape(f"lead-{which}", Kind.LINE, line, f"lead{suffix}")


def _cost(label: Shape, leader: Shape, *, taken: list[Shape], avoid: list[Point]) -> float:
    """Return how bad a place is: its leader's length, and much for each collision."""
    x1, y1, x2, y2 = leader.geometry
    cost = abs(x2 - x1) + 12.0 * (y1 != y2)
    worst = 10_000.0
    mine = box(label)
    # Room for a second line ("= learner") under every label.
    cost += worst * sum(
        overlaps(mine, (b[0], b[1], b[2], b[3] + LABEL_SIZE * 1.2)) for b in map(box, taken)
    )
    cost += worst * any(
        mine[0] < ax < mine[2] and abs(ay - mine[1]) < GUTTER / 4 for ax, ay in avoid
    )
    for ax, ay in avoid:
        along = (ax - x1) * (x2 - x1) >= 0 and abs(ax - x1) <= abs(x2 - x1) and ax != x1
        slope = (y2 - y1) / (x2 - x1) if x2 != x1 else 0.0
        cost += worst * (along and abs(y1 + slope * (ax - x1) - ay) < LABEL_SIZE / 2)
    return cost
