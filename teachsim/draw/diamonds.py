"""Where the diamonds of a pyramid stand: a run above its middle, higher if it is longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.draw.blocks import Axis
from teachsim.draw.saying import idea
from teachsim.symbolic.hypothesis_class import HypothesisClass

RING: Final = 3.5
"""How far the learner's ring stands out."""

_HEADROOM: Final = 44.0  # for labels above a pyramid without a summit

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Pyramid:
    """Where the diamonds stand.

    Attributes:
        centres: `(m,)` the middle of each diamond.
        notes: `(m,)` the name of each.
        half: half a diamond's diagonal, gap included.
        base: y of the lowest row.
        top: y of the highest row.
        left: x of the left foot.
        right: x of the right foot.
    """

    centres: tuple[Point, ...]
    notes: tuple[str, ...]
    half: float
    base: float
    top: float
    left: float
    right: float

    @property
    def headroom(self) -> bool:
        """Whether several ideas share the highest row, so that labels need room above it."""
        return sum(y == self.top for _, y in self.centres) > 1


def lay_out(H: HypothesisClass, along: Axis) -> Pyramid:
    """Return the places of all hypotheses; the empty one stands at the left, beside the line."""
    half = along.pitch / 2
    sizes = H.table.sum(axis=1)
    tallest = int(sizes.max())
    top = half + RING + 4 + _HEADROOM * (int((sizes == tallest).sum()) > 1)
    base = top + (max(tallest, 1) - 1) * half
    centres = []
    for row, size in zip(H.table, sizes.tolist(), strict=True):
        middle = float(np.flatnonzero(row).mean()) if size else 0.0
        x = along.x(middle) if size else max(along.left - 1.6 * along.pitch, half + RING + 2)
        centres.append((x, base - (max(size, 1) - 1) * half))
    notes = tuple(idea(H, row) for row in H.table)
    right = along.left + along.pitch * along.count
    return Pyramid(tuple(centres), notes, half, base, top, along.left, right)
