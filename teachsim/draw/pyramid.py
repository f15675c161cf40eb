"""Intervals as a pyramid of diamonds above the number line.

The diamond of a run of points stands above its middle, the higher the more it covers: the drawing
*is* the order of inclusion. Right marks only shave the lower flanks, and the summit never falls;
one "no" cuts from above.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from teachsim.draw.blocks import Axis, Block, Painter, hypothesis_roles
from teachsim.draw.diamonds import RING, lay_out
from teachsim.draw.leaders import labels_of
from teachsim.draw.scene import Scene
from teachsim.draw.shapes import Kind, Shape
from teachsim.draw.styles import HIDDEN

_GAP: Final = 1.0


def pyramid(scene: Scene, along: Axis) -> Painter:
    """Return what draws the pyramid of a class of runs, round by round."""
    where = lay_out(scene.hypotheses, along)

    @cache
    def diamond(h: int, role: str) -> Shape:
        size = where.half - _GAP
        return Shape(
            f"idea-{h}", Kind.DIAMOND, (*where.centres[h], size), role, note=where.notes[h]
        )

    @cache
    def marks(held: int | None) -> tuple[Shape, ...]:
        place = (*where.centres[held or 0], where.half + RING)
        ring = Shape("ring", Kind.DIAMOND, place, HIDDEN if held is None else "learner-ring")
        labels, leaders = labels_of(scene, where, held=held)
        return (*leaders, ring, *labels)

    def paint(t: int) -> Block:
        diamonds = map(diamond, range(len(where.centres)), hypothesis_roles(scene, t=t))
        return Block((*diamonds, *marks(scene.learner(t))), where.base + where.half + 4)

    return paint
