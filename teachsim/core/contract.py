"""The contracts of learners and teachers, as checks that a user's own can be put through.

Every rule that is broken becomes one sentence; all sentences arrive in one `ContractError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import AnyArray, FloatArray, IntArray
from teachsim.core.learner import Beginner, Learner, Request, beginning
from teachsim.core.regimes import REGIMES, Lesson, Picks, Regime
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.simulate import simulate
from teachsim.core.teachers import Negligent, Scripted
from teachsim.core.view import Teacher, View

__all__ = ["ContractError", "check_learner", "check_teacher"]

_ROUNDS = 7  # a prime, so that a memory that goes round in fewer steps shows in the next run
_TRIES = 4  # times that a draw is repeated: two draws may agree by luck
_OWN_STREAM = "draw from the generator that is passed in only"


class ContractError(ValueError):
    """A learner or teacher breaks its contract; the message has one sentence for each rule."""


def check_learner(learner: Learner | Beginner, scenario: Scenario, *, seed: int = 0) -> None:
    """Check a learner against its contract, on the space and truth of a scenario.

    Rules: `policy` holds chances of the right shape; reading it or asking changes nothing; `ask`
    stays within the request; `learn` leaves the learner before it as it was; equal seeds give equal
    questions, lessons and runs; every regime and a silent teacher are borne. Not checked: that it
    learns.

    Args:
        learner: A learner, or a function that makes one from a hypothesis space.
        scenario: Gives space and truth; its phases are not used.
        seed: Seed of all draws.

    Raises:
        ContractError: If a rule is broken.
    """
    name = getattr(learner, "__name__", type(learner).__name__)
    teachers: tuple[Teacher, ...] = (Negligent(), Scripted(()))
    sentences = [
        f"{name}, {regime.name}: {sentence}"
        for regime in REGIMES
        for teacher in teachers
        for sentence in _learner_faults(learner, _in(scenario, regime, teacher=teacher), seed=seed)
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
        changes = _changes(beginning(learner, scenario.space), scenario, seed=seed)
        if changes:  # all that follows from it would be told as other faults
            yield from changes
            return
        runs = [simulate(scenario, learner, rng=seed) for _ in range(2)]
        if runs[0].fingerprint != runs[1].fingerprint:
            yield f"two runs with one seed differ; {_OWN_STREAM}"
        pupil = beginning(learner, scenario.space)
        regime = scenario.phases[0].regime
        if regime.picks is not Picks.TEACHER:
            yield from _asking_faults(pupil, Request(regime, 1, scenario.scope_of(0)), seed=seed)
        yield from _learning_faults(pupil, runs[0].lessons, seed=seed)
    except Exception as error:
        yield f"raises {type(error).__name__}: {error}"


def _changes(pupil: Learner, scenario: Scenario, *, seed: int) -> list[str]:
    """What `learn` changed that it must not, in a first run, before there is anything to repeat."""
    watched = _Watched(pupil)
    with suppress(Exception):  # told of the runs that are not watched
        simulate(scenario, watched, rng=seed)
    return watched.seen


def _asking_faults(pupil: Learner, request: Request, *, seed: int) -> Iterator[str]:
    """What is wrong with how a learner asks."""
    before = _policy(pupil)
    asked = [pupil.ask(request, np.random.default_rng(seed)) for _ in range(_TRIES)]
    if any(
        not np.array_equal(asked[0].prompts, again.prompts)
        or not np.array_equal(asked[0].responses, again.responses)
        for again in asked
    ):
        yield f"asks differently with one seed; {_OWN_STREAM}"
    if not np.array_equal(before, _policy(pupil)):
        yield "asking changed its policy; ask must leave the learner as it was"


def _learning_faults(pupil: Learner, lessons: tuple[Lesson, ...], *, seed: int) -> Iterator[str]:
    """What is wrong with how a learner learns, one lesson after the other."""
    for lesson in lessons:
        after = [pupil.learn(lesson, np.random.default_rng(seed)) for _ in range(_TRIES)]
        policies = [_policy(learner) for learner in after]
        if not all(np.array_equal(policies[0], policy) for policy in policies):
            yield f"learns differently with one seed; {_OWN_STREAM}, and change nothing in learn"
            return
        pupil = after[0]


def _policy(learner: Learner) -> FloatArray:
    """A copy of its policy, as a learner may give out the array that it works on."""
    return np.array(learner.policy(), dtype=np.float64)


def _teacher_faults(scenario: Scenario, learner: Learner | Beginner, *, seed: int) -> Iterator[str]:
    """What a teacher does wrong in the regime of a scenario's one phase."""
    witness = _Witness(scenario.phases[0].teacher)
    watched = replace(scenario, phases=(replace(scenario.phases[0], teacher=witness),))
    with suppress(Exception):  # told below, about the teacher itself
        simulate(watched, learner, rng=seed)
    if witness.seen:
        yield from witness.seen
        return
    try:
        runs = {simulate(scenario, learner, rng=seed).fingerprint for _ in range(_TRIES)}
    except Exception as error:
        yield f"raises {type(error).__name__}: {error}"
        return
    if len(runs) > 1:
        yield f"runs with one seed differ; {_OWN_STREAM}, and keep nothing from round to round"


@dataclass(frozen=True, eq=False)
class _Watched:
    """A learner in whose place another learns, and what that changed in it or those before it.

    Attributes:
        learner: The learner as it is now.
        line: The learners up to now.
        seen: The sentences about what was changed.
    """

    learner: Learner
    line: list[Learner] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def policy(self) -> FloatArray:
        """The policy of the watched learner."""
        return self.learner.policy()

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """What the watched learner asks."""
        return self.learner.ask(request, rng)

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> _Watched:
        """The watched learner after the lesson."""
        self.line.append(self.learner)
        before = [_policy(learner) for learner in self.line]
        after = self.learner.learn(lesson, rng)
        now = [_policy(learner) for learner in self.line]
        if not all(map(np.array_equal, before, now)):
            self.seen.append(
                "learn changed the learner itself; return a new one, teachers look ahead with it"
            )
        return replace(self, learner=after)


@dataclass(frozen=True, eq=False)
class _Witness:
    """A teacher that passes every view on, with copies where it can, and notes what was changed.

    Attributes:
        teacher: Whom it watches.
        seen: The sentences about what was changed.
    """

    teacher: Teacher
    seen: list[str] = field(default_factory=list)

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """What the watched teacher chooses."""
        shown = replace(view, key=view.key.copy(), told=view.told.copy(), whims=view.whims.copy())
        before = [array.copy() for array in _arrays(shown)]
        choice = self.teacher.choose(shown, rng)
        now = _arrays(shown)
        if len(now) != len(before) or not all(map(np.array_equal, before, now)):
            self.seen.append("changes what it is shown; a teacher must leave its view as it was")
        return choice


def _arrays(view: View) -> list[AnyArray]:
    """All that a teacher is shown, the spaces and the learner's inside apart."""
    legal = view.legal
    said = [answers for answers in (legal.answers, legal.asked) if answers is not None]
    return [
        *(view.key, view.told, view.whims, _policy(view.learner), view.remaining.shares()),
        *(legal.scope, legal.marks),
        *(column for answers in said for column in (answers.prompts, answers.responses)),
    ]
