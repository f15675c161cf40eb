"""A run as arrays, round by round: what every drawing is made of.

`Pane` is what a caller passes: a transcript, the class it ran on, the truth and perhaps a decoy.
`read` replays its lessons through the class's own version space, so what is drawn as still possible
is what the engine holds possible.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, MarkArray
from teachsim.core.regimes import Lesson
from teachsim.core.simulate import Transcript
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.outcome import Outcome, outcome
from teachsim.symbolic.version_space import VersionSpace

NOBODY = -1
"""In `Scene.conjectures`: the learner holds no idea of the class."""

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Pane:
    """One run to be shown.

    Attributes:
        title: "Only shown examples".
        subtitle: the regime in one sentence.
        transcript: the run.
        hypotheses: the class that it ran on.
        target: index of the truth in the class.
        decoy: index of the idea that the teacher leads to, if that shall be shown.
        short: one word for the survivors line ("watching"); the title if empty.
        lies: how many false answers an idea may imply and still be drawn as possible.
    """

    title: str
    subtitle: str
    transcript: Transcript
    hypotheses: HypothesisClass
    target: int
    decoy: int | None = None
    short: str = ""
    lies: int = 0

    def __post_init__(self) -> None:
        """Check the indices.

        Raises:
            ValueError: if target or decoy is no index of the class.
        """
        for what, index in (("target", self.target), ("decoy", self.decoy)):
            if index is not None and not 0 <= index < len(self.hypotheses):
                raise ValueError(
                    f"{what} is {index} in a class of {len(self.hypotheses)} hypotheses; pass an "
                    "index of the class, as H.index(name) returns it"
                )


@dataclass(frozen=True, eq=False)
class Scene:
    """A run as arrays; t counts rounds, 0 before the first.

    Attributes:
        pane: the run, its class (m hypotheses on n instances), truth and decoy.
        alive: `(T + 1, m)` whether the hypothesis agrees with all that was said.
        evidence: `(T + 1, n)` last mark heard: +1 belongs, -1 does not, 0 none.
        newest: `(T + 1, n)` whether the instance was marked, or asked about, in this round.
        beliefs: `(T + 1, n)` whether the learner may give this answer.
        conjectures: `(T + 1,)` index of the hypothesis that the learner holds, `NOBODY` for none.
        outcome: how the run ended.
    """

    pane: Pane
    alive: BoolArray
    evidence: MarkArray
    newest: BoolArray
    beliefs: BoolArray
    conjectures: IntArray
    outcome: Outcome

    @property
    def hypotheses(self) -> HypothesisClass:
        """The class that the run was on."""
        return self.pane.hypotheses

    @property
    def target(self) -> int:
        """Index of the truth."""
        return self.pane.target

    @property
    def decoy(self) -> int | None:
        """Index of the decoy, or None."""
        return self.pane.decoy

    @property
    def rounds(self) -> int:
        """Number of rounds T."""
        return len(self.alive) - 1

    @property
    def survivors(self) -> IntArray:
        """Hypotheses left, `(T + 1,)`."""
        return np.asarray(self.alive.sum(axis=1), dtype=np.int64)

    def learner(self, t: int) -> int | None:
        """Index of what the learner holds after round t, None for nothing in the class."""
        held = int(self.conjectures[t])
        return None if held == NOBODY else held

    def just_out(self, t: int) -> BoolArray:
        """`(m,)` whether round t ruled the hypothesis out."""
        gone: BoolArray = self.alive[max(t - 1, 0)] & ~self.alive[t]
        return gone


def read(pane: Pane) -> Scene:
    """Return the run of a pane as arrays."""
    lessons = pane.transcript.lessons
    H = pane.hypotheses
    alive = np.ones((len(lessons) + 1, len(H)), dtype=np.bool_)
    evidence = np.zeros((len(lessons) + 1, H.n_instances), dtype=np.int8)
    newest = np.zeros((len(lessons) + 1, H.n_instances), dtype=np.bool_)
    space, implied = H.everything, np.zeros(len(H), dtype=np.int64)
    for t, lesson in enumerate(lessons, start=1):
        space = _after(space, lesson)
        cells, marks = heard(lesson, H)
        implied += (H.table[:, cells] != (marks > 0))[:, marks != 0].sum(axis=1)
        if pane.lies:
            alive[t] = implied <= pane.lies
        else:
            alive[t] = False
            alive[t, space.indices()] = True
        evidence[t] = evidence[t - 1]
        evidence[t, cells[marks != 0]] = marks[marks != 0]
        newest[t, cells] = True
    policies = _held(pane.transcript, len(lessons))
    beliefs = policies.reshape(len(lessons) + 1, -1) > 0
    conjectures = np.array([_conjecture(H, policy, alive[t]) for t, policy in enumerate(policies)])
    ended = outcome(pane.transcript)
    return Scene(pane, alive, evidence, newest, beliefs, conjectures, ended)


def heard(lesson: Lesson, H: HypothesisClass) -> tuple[IntArray, MarkArray]:
    """Return the instances marked aloud in a lesson, and their marks.

    Where silence means wrong it counts as aloud; what follows from "no error" does not, as it would
    cover the whole row of evidence with marks that nobody made.
    """
    if lesson.confirmed is not None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int8)
    answers, marks = lesson.evidence(H.n_responses)
    return cells_of(answers, H), marks


def cells_of(answers: Answers, H: HypothesisClass) -> IntArray:
    """Return the instance of each answer: prompt * R + response."""
    cells: IntArray = answers.prompts * H.n_responses + answers.responses
    return cells


def _after(space: VersionSpace, lesson: Lesson) -> VersionSpace:
    """Return what is possible after a lesson; one that contradicts everything is passed over."""
    answers, marks = lesson.evidence(space.n_responses)
    after = space.given(answers, marks)
    return after if len(after) else space


def _held(transcript: Transcript, rounds: int) -> FloatArray:
    """Return the policy after each round `(T + 1, P, R)`; where none was kept, the last kept."""
    rows = np.searchsorted(transcript.kept, np.arange(rounds + 1), side="right") - 1
    policies: FloatArray = transcript.policies[rows]
    return policies


def _conjecture(H: HypothesisClass, policy: FloatArray, alive: BoolArray) -> int:  # noqa: PLR0917
    """Return the index of the hypothesis whose right answers are just those the learner gives.

    A learner that keeps some of its mass for silence on a prompt that it also answers is cautious:
    it claims what all ideas share, and holds none of them.
    """
    mass = policy.sum(axis=-1)
    if bool(((mass > _ROUNDING) & (mass < 1 - _ROUNDING)).any()):
        return NOBODY
    found = H.find(policy > 0)
    # Silence everywhere is the empty idea only as long as that one is possible.
    if found is None or (not (policy > 0).any() and not alive[found]):
        return NOBODY
    return found
