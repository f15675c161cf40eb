"""Which picture suits a class, and what draws it."""

from __future__ import annotations

from typing import Final

from teachsim.draw.blocks import Axis, Block, Painter, axis, stacked
from teachsim.draw.evidence import MOST_POINTS, evidence
from teachsim.draw.grid import grid
from teachsim.draw.hasse import hasse
from teachsim.draw.matrix import matrix
from teachsim.draw.pyramid import pyramid
from teachsim.draw.saying import on_a_line
from teachsim.draw.scene import Scene
from teachsim.symbolic.hypothesis_class import HypothesisClass

MOST_IN_PYRAMID: Final = 700
"""Hypotheses up to which diamonds can be told apart, and a film stays small (37 points)."""

MOST_IN_HASSE: Final = 60


def choose(H: HypothesisClass) -> str:
    """Return "pyramid" for runs on a line, "grid" for sets on a grid, "hasse" for a class of at
    most 60 hypotheses, "matrix" for any other.
    """  # noqa: D205
    if H.layout is not None and len(H.layout) == 2:
        return "grid"
    if on_a_line(H) and len(H) <= MOST_IN_PYRAMID and H.n_instances <= MOST_POINTS:
        return "pyramid"
    return "hasse" if len(H) <= MOST_IN_HASSE else "matrix"


def painter(scene: Scene, *, bars: bool = True) -> Painter:
    """Return what draws a class: its picture and, below it, the evidence where it is not inside.

    Args:
        scene: the run.
        bars: whether truth, learner and decoy stand below the evidence as bars.
    """
    kind = choose(scene.hypotheses)
    if kind == "grid":
        return grid(scene)
    if kind == "matrix":
        return matrix(scene)
    along = axis(min(scene.hypotheses.n_instances, MOST_POINTS))
    upper = pyramid(scene, along) if kind == "pyramid" else hasse(scene)
    return _with_evidence(scene, upper, along=along, bars=bars)


def _with_evidence(scene: Scene, upper: Painter, *, along: Axis, bars: bool) -> Painter:
    def paint(t: int) -> Block:
        return stacked([upper(t), evidence(scene, t=t, along=along, bars=bars)], gap=2)

    return paint
