"""Which picture suits a class."""

from __future__ import annotations

from teachsim.draw.blocks import Axis, Block, Painter, stacked
from teachsim.draw.evidence import evidence
from teachsim.draw.pyramid import pyramid
from teachsim.draw.saying import on_a_line
from teachsim.draw.scene import Scene
from teachsim.symbolic.hypothesis_class import HypothesisClass


def choose(H: HypothesisClass) -> str:
    """Return "pyramid" for runs on a line, "grid", "hasse" for a small class, else "matrix"."""
    if on_a_line(H):
        return "pyramid"
    return "matrix"


def painter(H: HypothesisClass, along: Axis) -> Painter:
    """Return what draws a class: its picture, the evidence below it."""
    upper = pyramid(H, along)

    def paint(scene: Scene, t: int) -> Block:
        return stacked([upper(scene, t), evidence(scene, t=t, along=along)], gap=2)

    return paint
