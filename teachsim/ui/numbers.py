"""Every number that the Mislead page states, as one pure function of the runs it shows.

The page prints these and no others; a test computes each again through the public names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.regimes import Lesson, Picks
from teachsim.draw.scene import Pane, Scene, read
from teachsim.gallery.mislead import Runs, habits
from teachsim.gallery.setting import Kind
from teachsim.symbolic.demonstration import misled
from teachsim.symbolic.misfit import Misfit
from teachsim.symbolic.negligence import chance_identified
from teachsim.symbolic.outcome import Verdict
from teachsim.ui.panes import allowed

MOST_CHANCES: Final = 200_000
"""Numbers that the exact chance may hold at a time: a tenth of a second."""


@dataclass(frozen=True, eq=False)
class Standing:
    """How one learner ended.

    Attributes:
        verdict: Right, misled, or undecided.
        misfit: How what it commits itself to misses the truth; None if it does neither.
        left: Ideas that fit all it heard, up to as many lies as it allows for.
        since: First round from which on it gave the right idea; None if it does not at the end.
        belief: `(n,)` what it holds right.
        errors: Rounds in which it was told that something is wrong.
    """

    verdict: Verdict
    misfit: Misfit | None
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
        misled: Number of truths of the class on which this learner can be misled by one who shows
            at least one example; None for a learner without a fixed order of preference.
        chance: Chance that a careless demonstrator's watcher knows the truth after T rounds; None
            for other demonstrators, and where it would take too long to compute.
    """

    ideas: int
    points: int
    rounds: int
    standings: tuple[Standing, ...]
    halving: int
    fingerprint: str
    misled: int | None
    chance: float | None

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
        halving=m.bit_length() - 1,
        fingerprint=runs.fingerprint,
        misled=_misled(runs),
        chance=_chance(runs),
    )


def _misled(runs: Runs) -> int | None:
    """Return on how many truths the learner can be misled."""
    prefer, _, cautious = habits(runs.setting)
    if cautious:
        return 0
    if prefer == "majority":
        return None
    return len(misled(runs.ideas, prefer=prefer, at_least=1))


def _chance(runs: Runs) -> float | None:
    """Return the chance that the watcher of a careless demonstrator is right in the end."""
    setting = runs.setting
    prefer, _, cautious = habits(setting)
    careless = setting.demonstrator.kind in {Kind.NEGLIGENT, Kind.RANDOM}
    if not careless or prefer == "majority":
        return None
    blind = setting.demonstrator.withheld if setting.demonstrator.kind is Kind.NEGLIGENT else ()
    try:
        return chance_identified(
            runs.ideas,
            setting.target,
            rounds=setting.rounds,
            withheld=blind,
            prefer=prefer,
            cautious=cautious,
            max_chances=MOST_CHANCES,
        )
    except ValueError:  # too many ways to be shown: the page then does without
        return None


def _standing(runs: Runs, place: int) -> Standing:
    """Return how the learner of one cell ended."""
    transcript = runs.transcripts[place]
    lies = allowed(runs.setting)[place]
    scene = read(Pane("", "", transcript, runs.ideas, runs.setting.target, lies=lies))
    end = scene.outcome
    return Standing(
        verdict=end.verdict,
        misfit=end.misfit,
        left=int(scene.survivors[-1]),
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
