"""Small learners and classes, so that drawings are tested on runs of the real loop alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson, Picks, Regime
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.simulate import Transcript, simulate
from teachsim.core.space import HypothesisSpace
from teachsim.core.teachers import Adversary, Teacher
from teachsim.draw.scene import Pane
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.version_space import VersionSpace


@dataclass(frozen=True)
class Guesser:
    """Holds the first idea that is left, in order of size; asks about it, or where ideas differ."""

    space: VersionSpace
    largest: bool = False
    cautious: bool = False

    def held(self) -> BoolArray:
        """The row that it answers by."""
        table = self.space.table
        if len(table) == 0:
            return np.zeros(self.space.of.n_instances, dtype=np.bool_)
        if self.cautious:
            return np.asarray(table.all(axis=0))
        sizes = table.sum(axis=1)
        return np.asarray(table[int(np.argmax(sizes) if self.largest else np.argmin(sizes))])

    def policy(self) -> FloatArray:
        """Uniform over what it holds right."""
        shape = (self.space.n_prompts, self.space.n_responses)
        row = self.held().reshape(shape).astype(np.float64)
        mass = row.sum(axis=-1, keepdims=True)
        if self.cautious:
            any_right = self.space.table.any(axis=0).reshape(shape).sum(axis=-1, keepdims=True)
            mass = np.maximum(any_right, 1)
        chances: FloatArray = row / np.maximum(mass, 1)
        return chances

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """What it holds right, or the answer that splits best."""
        if request.regime.picks is Picks.EXAMINER:
            return Answers.of(self.held().reshape(self.space.n_prompts, -1))
        shares = self.space.shares()
        best = int(np.abs(shares - 0.5).argmin())
        prompt, response = divmod(best, self.space.n_responses)
        return Answers(np.array([prompt]), np.array([response]))

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> Guesser:
        """The learner after the lesson."""
        answers, marks = lesson.evidence(self.space.n_responses)
        return replace(self, space=self.space.given(answers, marks))


def guesser(space: HypothesisSpace, *, largest: bool = False, cautious: bool = False) -> Guesser:
    """A beginner."""
    assert isinstance(space, HypothesisClass)
    return Guesser(space.everything, largest, cautious)


def intervals(n: int) -> HypothesisClass:
    """Every run of n points."""
    runs = [(a, b) for a in range(n) for b in range(a, n)]
    table = [[a <= x <= b for x in range(n)] for a, b in runs]
    return HypothesisClass(table, [f"[{a}, {b}]" for a, b in runs], layout=(n,))


def boxes(rows: int, columns: int) -> HypothesisClass:
    """Every box of cells on a grid."""
    found = {}
    for a in range(rows):
        for b in range(a, rows):
            for c in range(columns):
                for d in range(c, columns):
                    cells = np.zeros((rows, columns), dtype=np.bool_)
                    cells[a : b + 1, c : d + 1] = True
                    found[f"rows {a} to {b}, columns {c} to {d}"] = cells.reshape(-1)
    return HypothesisClass(list(found.values()), list(found), layout=(rows, columns))


def run(
    H: HypothesisClass,
    regime: Regime,
    *,
    target: int,
    rounds: int = 12,
    teacher: Teacher | None = None,
    largest: bool = False,
    cautious: bool = False,
    seed: int = 0,
) -> Transcript:
    """A run of the loop with the small learner."""
    scenario = Scenario("test", H, H.key(target), [Phase(regime, rounds, teacher or Adversary())])
    return simulate(
        scenario, lambda space: guesser(space, largest=largest, cautious=cautious), rng=seed
    )


def pane(
    H: HypothesisClass,
    regime: Regime,
    *,
    target: int,
    decoy: int | None = None,
    largest: bool = False,
    title: str = "",
    rounds: int = 12,
) -> Pane:
    """A pane of such a run."""
    teacher = Adversary(None if decoy is None else H[decoy])
    transcript = run(H, regime, target=target, rounds=rounds, teacher=teacher, largest=largest)
    return Pane(title or regime.name, regime.picks.value, transcript, H, target, decoy)
