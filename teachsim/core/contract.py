"""The contracts of learners and teachers, as checks that a user's own can be put through.

Every rule that is broken becomes one sentence; all sentences arrive in one `ContractError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import AnyArray, IntArray
from teachsim.core.learner import Beginner, Learner, Request
from teachsim.core.regimes import REGIMES, Lesson, Picks, Regime
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.simulate import simulate
from teachsim.core.teachers import Negligent, Teacher, View

__all__ = ["ContractError", "check_learner", "check_teacher"]

_ROUNDS = 4


class ContractError(ValueError):
    """A learner or teacher breaks its contract; the message has one sentence for each rule."""


def check_learner(learner: Learner | Beginner, scenario: Scenario, *, seed: int = 0) -> None:
    """Check a learner against its contract, on the space and truth of a scenario.

    Rules: `policy` holds chances of the right shape and does not change by being read or by asking;
    `ask` stays within the request; `learn` leaves the learner before it as it was; equal seeds
    give equal runs; every regime and a silent teacher are borne. Not checked: that it learns.

    Args:
        learner: A learner, or a function that makes one from a hypothesis space.
        scenario: Gives space and truth; its phases are not used.
        seed: Seed of all draws.

    Raises:
        ContractError: If a rule is broken.
    """
    name = getattr(learner, "__name__", type(learner).__name__)
    sentences = [
        f"{name}, {regime.name}: {sentence}"
        for regime in REGIMES
        for sentence in _learner_faults(
            learner, _in(scenario, regime, teacher=Negligent()), seed=seed
        )
    ]
    _report(sentences)


def check_teacher(
    teacher: Teacher, scenario: Scenario, *, learner: Learner | Beginner, seed: int = 0
) -> None:
    """Check a teacher against its contract, in every regime that consults a teacher.

    Rules: `choose` gives positions of legal answers, as many as allowed, at least one where an
    error must be disclosed; it changes nothing that it is shown; equal seeds give equal choices.

    Args:
        teacher: The teacher.
        scenario: Gives space and truth; its phases are not used.
        learner: Whom it teaches.
        seed: Seed of all draws.

    Raises:
        ContractError: If a rule is broken.
    """
    name = type(teacher).__name__
    sentences = [
        f"{name}, {regime.name}: {sentence}"
        for regime in REGIMES
        for sentence in _teacher_faults(_in(scenario, regime, teacher=teacher), learner, seed=seed)
    ]
    _report(sentences)


def _report(sentences: list[str]) -> None:
    """Raise with the sentences, each once, if there are any."""
    if sentences:
        raise ContractError("\n".join(dict.fromkeys(sentences)))


def _in(scenario: Scenario, regime: Regime, *, teacher: Teacher) -> Scenario:
    """The scenario taught in one regime for a few rounds."""
    return replace(scenario, phases=(Phase(regime, _ROUNDS, teacher=teacher),))


def _learner_faults(learner: Learner | Beginner, scenario: Scenario, *, seed: int) -> Iterator[str]:
    """What a learner does wrong in the regime of a scenario's one phase."""
    try:
        pupil = learner(scenario.space) if callable(learner) else learner
        yield from _pupil_faults(pupil, scenario, seed=seed)
        runs = {simulate(scenario, learner, rng=seed).fingerprint for _ in range(2)}
    except Exception as error:
        yield f"raises {type(error).__name__}: {error}"
        return
    if len(runs) != 1:
        yield "two runs with one seed differ; draw from the generator that is passed in only"


def _pupil_faults(pupil: Learner, scenario: Scenario, *, seed: int) -> Iterator[str]:
    """What is wrong with the members of a learner before any teaching."""
    regime = scenario.phases[0].regime
    prompts = np.arange(scenario.space.n_prompts)
    before = np.array(pupil.policy())
    asked = pupil.ask(Request(regime, 1, prompts), np.random.default_rng(seed))
    again = pupil.ask(Request(regime, 1, prompts), np.random.default_rng(seed))
    if not np.array_equal(asked.responses, again.responses):
        yield "asks differently with one seed; draw from the generator that is passed in only"
    if not np.array_equal(before, pupil.policy()):
        yield "asking changed its policy; ask must leave the learner as it was"
    for lesson in _lessons(scenario, asked):
        after = [np.array(pupil.learn(lesson, np.random.default_rng(seed)).policy()) for _ in "ab"]
        if not np.array_equal(before, pupil.policy()):
            yield "learn changed the learner itself; return a new one, teachers look ahead with it"
        elif not np.array_equal(after[0], after[1]):
            yield "learns differently with one seed; draw from the generator that is passed in only"


def _lessons(scenario: Scenario, asked: Answers) -> Iterator[Lesson]:
    """A silent lesson and one with a true mark, as far as the regime has them."""
    regime = scenario.phases[0].regime
    scope = np.arange(scenario.space.n_prompts)
    put = None if regime.picks is Picks.TEACHER else asked
    nothing = Answers(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    if regime.picks is not Picks.EXAMINER:  # there silence says "no error", which may be untrue
        yield Lesson(regime, scope, nothing, np.zeros(0, dtype=np.int8), put)
    right = Answers.of(scenario.key > 0)
    if len(right):
        yield Lesson(regime, scope, right.take(np.array([0])), np.ones(1, dtype=np.int8), put)


def _teacher_faults(scenario: Scenario, learner: Learner | Beginner, *, seed: int) -> Iterator[str]:
    """What a teacher does wrong in the regime of a scenario's one phase."""
    witness = _Witness(scenario.phases[0].teacher, [])
    watched = replace(scenario, phases=(replace(scenario.phases[0], teacher=witness),))
    try:
        runs = {simulate(watched, learner, rng=seed).fingerprint for _ in range(2)}
    except Exception as error:
        yield f"raises {type(error).__name__}: {error}"
        return
    yield from witness.seen
    if len(runs) != 1:
        yield "two runs with one seed differ; draw from the generator that is passed in only"


class _Witness:
    """A teacher that passes every view on and notes what was changed in it."""

    def __init__(self, teacher: Teacher, seen: list[str]) -> None:
        self.teacher = teacher
        self.seen = seen

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """What the watched teacher chooses."""
        arrays: tuple[AnyArray, ...] = (view.key, view.told, view.whims, view.legal.marks)
        before = [array.copy() for array in arrays]
        choice = self.teacher.choose(view, rng)
        if any((old != new).any() for old, new in zip(before, arrays, strict=True)):
            self.seen.append("changes what it is shown; a teacher must leave its view as it was")
        return choice
