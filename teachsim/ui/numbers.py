"""Every number that the Mislead page states, as one pure function of the runs it shows.

The page prints these and no others; a test computes each again through the public names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.regimes import Lesson, Picks
from teachsim.draw.scene import Pane, Scene, read
from teachsim.gallery.mislead import Runs
from teachsim.symbolic.outcome import Verdict, outcome


@dataclass(frozen=True, eq=False)
class Standing:
    """How one learner ended.

    Attributes:
        verdict: Right, misled, or undecided.
        left: Ideas that fit all it heard.
        since: First round from which on it gave the right idea; None if it does not at the end.
        belief: `(n,)` what it holds right.
        errors: Rounds in which it was told that something is wrong.
    """

    verdict: Verdict
    left: int
    since: int | None
    belief: BoolArray
    errors: int


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the page states about its runs.

    Attributes:
        ideas: Number of ideas at the start, m.
        points: Number of points, n.
        rounds: Number of rounds, T.
        standings: One for each cell.
        halving: Greatest number of errors that halving ever needs, floor(log2 m).
        fingerprint: Of all runs.
    """

    ideas: int
    points: int
    rounds: int
    standings: tuple[Standing, ...]
    halving: int
    fingerprint: str

    @property
    def right(self) -> int:
        """How many of the learners know the rule."""
        return sum(standing.verdict is Verdict.RIGHT for standing in self.standings)


def numbers(runs: Runs) -> Numbers:
    """Return the numbers of the runs."""
    standings = tuple(_standing(runs, place) for place in range(len(runs.cells)))
    m = len(runs.ideas)
    return Numbers(
        ideas=m,
        points=runs.ideas.n_instances,
        rounds=runs.setting.rounds,
        standings=standings,
        halving=int(math.log2(m)) if m else 0,
        fingerprint=runs.fingerprint,
    )


def _standing(runs: Runs, place: int) -> Standing:
    """Return how the learner of one cell ended."""
    transcript = runs.transcripts[place]
    scene = read(Pane("", "", transcript, runs.ideas, runs.setting.target))
    end = outcome(transcript)
    return Standing(
        verdict=end.verdict,
        left=end.remaining,
        since=_since(scene) if end.verdict is Verdict.RIGHT else None,
        belief=scene.beliefs[-1],
        errors=sum(_told_wrong(lesson) for lesson in transcript.lessons),
    )


def _told_wrong(lesson: Lesson) -> bool:
    """Return whether a lesson says that something is wrong: an error named, or a wrong mark."""
    if lesson.regime.picks is Picks.EXAMINER:
        return len(lesson.answers) > 0
    return bool((lesson.evidence(1)[1] < 0).any())


def _since(scene: Scene) -> int:
    """Return the first round from which on the learner held the truth."""
    right = scene.conjectures == scene.target
    wrong = np.flatnonzero(~right)
    return int(wrong[-1]) + 1 if len(wrong) else 0
