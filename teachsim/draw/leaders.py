"""Labels beside the marked diamonds of a pyramid, and the straight lines that lead there.

Each label tries places just outside the flanks, at every height where it has room, and keeps the
one with the shortest leader that meets no other label and crosses no other marked diamond.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from teachsim.draw.blocks import LABEL_SIZE, PANE_WIDTH, box, overlaps, words_at
from teachsim.draw.diamonds import Point, Pyramid
from teachsim.draw.lettering import text_width
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import END, MIDDLE, START, Kind, Shape, moved
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

_LEADER: Final = 14.0  # paper between the flank and a label
_MARGIN: Final = 3.0
_TOUCH: Final = 5.0  # between a leader and its label
_DETOUR: Final = 12.0  # what a slanted leader costs against a level one
_STEP: Final = 9.0  # between two places that are tried
_ASIDE: Final = ((0.0, MIDDLE), (-24.0, END), (24.0, START), (-70.0, END), (70.0, START))
_NEVER: Final = 10_000.0


def labels_of(scene: Scene, where: Pyramid, *, held: int | None) -> tuple[list[Shape], list[Shape]]:
    """Return the words beside the marked diamonds, and the straight lines that lead there."""
    marked = {"truth": scene.target}
    if scene.decoy is not None and scene.decoy != scene.target:
        marked["decoy"] = scene.decoy
    avoid = [where.centres[h] for h in marked.values()]
    alone = held is not None and held not in marked.values()
    placed: list[tuple[Shape, Shape]] = []
    joined: Shape | None = None
    for which, h in {**marked, "learner": held or 0}.items():
        taken = [label for label, _ in placed]
        label, leader = _placed(which, where.centres[h], where=where, taken=taken, avoid=avoid)
        if which == "learner" and not alone:
            label, leader = joined or replace(label, role=HIDDEN), replace(leader, role=HIDDEN)
        elif which != "learner" and h == held:
            label, joined = _join(which, label)
        placed.append((label, leader))
    return [label for label, _ in placed], [leader for _, leader in placed]


def _join(which: str, label: Shape) -> tuple[Shape, Shape | None]:
    """Return the label as "truth = learner" where there is room, else "learner =" on top of it."""
    inline = replace(label, text=_both(which, label))
    left, _, right, _ = box(inline)
    if left >= _MARGIN and right <= PANE_WIDTH - _MARGIN:
        return inline, None
    x, y, size, anchor, _ = label.geometry
    # The flank recedes upwards, so there is paper above; at the very top, below has to do.
    above = y - 1.1 * size
    words = words_at(
        "label-learner",
        say("equals", {"one": say("learner")}),
        x=x,
        y=above if above > size else y + 1.1 * size,
        role="label",
        size=size,
        anchor=round(anchor),
    )
    left, _, right, _ = box(words)
    inwards = max(_MARGIN - left, 0.0) - max(right - PANE_WIDTH + _MARGIN, 0.0)
    return label, moved(words, dx=inwards, dy=0.0) if inwards else words


def _both(which: str, label: Shape) -> str:
    """Return "truth = learner", the marked name nearest to its diamond."""
    names = [say(which), say("learner")]
    if label.geometry[3] == END:
        names.reverse()
    return say("same", {"one": names[0], "other": names[1]})


def _room(label: Shape) -> tuple[float, float, float, float]:
    """Return what the label may cover in some round: itself, or with the learner's name."""
    which = label.key.removeprefix("label-")
    if which == "learner":
        return box(label)
    one, other = _join(which, label)
    mine = box(one)
    if other is None:
        return mine
    theirs = box(other)
    return (
        min(mine[0], theirs[0]),
        min(mine[1], theirs[1]),
        max(mine[2], theirs[2]),
        max(mine[3], theirs[3]),
    )


def _placed(
    which: str, centre: Point, *, where: Pyramid, taken: list[Shape], avoid: list[Point]
) -> tuple[Shape, Shape]:
    """Return label and leader at the best place: near its diamond, in nobody's way."""
    spots = _spots(where, centre)
    free = [spot for spot in spots if _has_room(which, spot)]
    candidates = [_candidate(which, spot, centre=centre, where=where) for spot in free or spots]
    return min(candidates, key=lambda pair: _cost(*pair, taken=taken, avoid=avoid))


def _spots(where: Pyramid, centre: Point) -> list[tuple[float, float, int]]:
    """Return where a leader may end, with the anchor of its label: beside the flanks, or on top."""
    cx, cy = centre
    spots: list[tuple[float, float, int]] = []
    for anchor in (END, START):
        side = -1 if anchor == END else 1
        foot = where.left if side < 0 else where.right
        for k in range(int((cy - where.top) / _STEP) + 1):
            y = cy - k * _STEP
            spots.append((foot - side * (where.base - y - _LEADER), y, anchor))
    if where.headroom:
        y = where.top - where.half - _LEADER / 2
        spots += [(cx + dx, y, anchor) for dx, anchor in _ASIDE]
    return spots


def _has_room(which: str, spot: tuple[float, float, int]) -> bool:
    """Return whether a label beside a flank ends before the paper does; else it lies on ideas."""
    x, _, anchor = spot
    room = x if anchor == END else PANE_WIDTH - x
    return anchor == MIDDLE or _wide(which) <= room + _LEADER / 2


def _wide(which: str) -> float:
    """Return how much paper a label needs beside the end of its leader."""
    return text_width(say(which), size=LABEL_SIZE, bold=True) + _MARGIN + _TOUCH


def _candidate(
    which: str, spot: tuple[float, float, int], *, centre: Point, where: Pyramid
) -> tuple[Shape, Shape]:
    """Return a label at one place, and the straight line from there to the edge of its diamond."""
    end_x, end_y, anchor = spot
    wide = _wide(which)
    if anchor == MIDDLE:
        end_x = min(max(end_x, wide / 2), PANE_WIDTH - wide / 2)
    else:
        end_x = max(end_x, wide) if anchor == END else min(end_x, PANE_WIDTH - wide)
    (cx, cy), suffix = centre, "" if which == "learner" else f"-{which}"
    # |dx| + |dy| = half is the edge of a diamond.
    reach = where.half / max(abs(end_x - cx) + abs(end_y - cy), where.half)
    begin = (cx + (end_x - cx) * reach, cy + (end_y - cy) * reach)
    level = end_y - _TOUCH if anchor == MIDDLE else end_y + LABEL_SIZE * 0.34
    label = words_at(
        f"label-{which}",
        say(which),
        x=end_x + anchor * -_TOUCH,
        y=max(level, LABEL_SIZE),
        role=f"label{suffix}",
        size=LABEL_SIZE,
        anchor=anchor,
    )
    return label, Shape(f"lead-{which}", Kind.LINE, (*begin, end_x, end_y), f"lead{suffix}")


def _cost(label: Shape, leader: Shape, *, taken: list[Shape], avoid: list[Point]) -> float:
    """Return how bad a place is: its leader's length, and much for each collision."""
    x1, y1, x2, y2 = leader.geometry
    length = math.hypot(x2 - x1, y2 - y1)
    cost = length + _DETOUR * (y1 != y2)
    mine = _room(label)
    cost += _NEVER * sum(overlaps(mine, _room(other)) for other in taken)
    for x, y in avoid:
        cost += _NEVER * overlaps(mine, (x - LABEL_SIZE, y - LABEL_SIZE, x + LABEL_SIZE, y + 1))
        # Distance of another marked diamond from the leader, unless it is where that begins.
        share = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / max(length, 1.0) ** 2
        away = math.hypot(x1 + share * (x2 - x1) - x, y1 + share * (y2 - y1) - y)
        cost += _NEVER * (0 < share <= 1 and away < LABEL_SIZE / 2)
    return cost
