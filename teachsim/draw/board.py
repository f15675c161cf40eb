"""A game under way: the picture of a run whose truth is not known yet, even to who answers.

It is the picture of the class as it stands after a round, without truth and learner; in place of
the learner's idea stands the one that was asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from teachsim.draw.blocks import Block, picture
from teachsim.draw.choose import choose, painter
from teachsim.draw.saying import idea, point
from teachsim.draw.scene import Pane, Scene, read
from teachsim.draw.shapes import Kind, Picture, Shape
from teachsim.draw.stage import paint_pane
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import listed, say

_TRUTH: Final = "truth"
_LEARNER: Final = ("ring", "learner")


def pane_picture(pane: Pane, *, round: int) -> Picture:
    """Return the picture of one run after a round: no title, no sentence."""
    return paint_pane(pane, read(pane))(round)


def board_picture(pane: Pane, *, round: int, asked: int | None = None) -> Picture:
    """Return what a round of a game leaves possible.

    Args:
        pane: the game as a run; its truth is shown only where it is all that is left.
        round: so many questions were answered.
        asked: index of the idea asked about last, which the run's learner then holds; None if the
            question was about a point, or nothing was asked.
    """
    scene = read(pane)
    found = int(scene.survivors[round]) == 1
    if not found:
        # No truth is drawn, but its label may be joined to the learner's: let it be elsewhere.
        other = next((h for h in range(len(pane.hypotheses)) if h != asked), 0)
        scene = replace(scene, pane=replace(pane, target=other, decoy=None))
    block = painter(scene, bars=False)(round)
    shapes = tuple(_without(block, truth=not found, learner=found or asked is None))
    return picture(
        Block(shapes, block.height),
        title=say(choose(pane.hypotheses)),
        description=_told(scene, round, asked=asked),
    )


def _without(block: Block, *, truth: bool, learner: bool) -> Iterator[Shape]:
    """Return the shapes but for the marks of the truth, or of the learner."""
    for shape in block.shapes:
        of_truth, of_learner = shape.key.endswith(_TRUTH), shape.key.endswith(_LEARNER)
        if shape.role == HIDDEN or (of_truth and truth) or (of_learner and learner):
            continue
        if truth:
            role = "body" if shape.role == "on-solid" else shape.role.removesuffix(f"-{_TRUTH}")
            shape = replace(shape, role=role)
        if shape.kind is Kind.TEXT and of_learner:
            shape = replace(shape, text=say("asked"))
        elif shape.kind is Kind.TEXT and of_truth:
            shape = replace(shape, text=say("truth"))
        yield shape


def _told(scene: Scene, t: int, *, asked: int | None) -> str:
    """Return the picture in sentences."""
    H = scene.hypotheses
    counts = {
        "title": say(choose(H)),
        "alive": int(scene.survivors[t]),
        "all": len(H),
        "just": int(scene.just_out(t).sum()),
    }
    yes, no = (
        listed([point(H, int(x)) for x in np.flatnonzero(scene.evidence[t] == m)], most=12)
        for m in (1, -1)
    )
    parts = [say("describe-open", counts)]
    if asked is not None:
        parts.append(say("describe-asked", {"idea": idea(H, H[asked])}))
    parts.append(say("describe-evidence", {"yes": yes or say("none"), "no": no or say("none")}))
    return " ".join(parts)
