"""The contracts of learners and teachers, as checks that a user's own can be put through.

Every rule that is broken becomes one sentence; all sentences arrive in one `ContractError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

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
    """What is wrong with how a learner learns: each one on the way must stay as it was."""
    chain, policies = [pupil], [_policy(pupil)]
    for lesson in lessons:
        chain.append(chain[-1].learn(lesson, np.random.default_rng(seed)))
        policies.append(_policy(chain[-1]))
    if any(
        not np.array_equal(_policy(kept), policy)
        for kept, policy in zip(chain, policies, strict=True)
    ):
        yield "learn changed the learner itself; return a new one, teachers look ahead with it"
        return
    for before, lesson, policy in zip(chain, lessons, policies[1:], strict=False):
        again = [before.learn(lesson, np.random.default_rng(seed)) for _ in range(_TRIES)]
        if any(not np.array_equal(_policy(learner), policy) for learner in again):
            yield f"learns differently with one seed; {_OWN_STREAM}, and change nothing in learn"
            return


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
class _Witness:
    """A teacher that passes every view on, in copies, and notes what was changed in them.

    Attributes:
        teacher: Whom it watches.
        seen: The sentences about what was changed.
    """

    teacher: Teacher
    seen: list[str] = field(default_factory=list)

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """What the watched teacher chooses."""
        shown = replace(view, key=view.key.copy(), told=view.told.copy(), whims=view.whims.copy())
        policy = _policy(view.learner)
        choice = self.teacher.choose(shown, rng)
        pairs: tuple[tuple[AnyArray, AnyArray], ...] = (
            (view.key, shown.key),
            (view.told, shown.told),
            (view.whims, shown.whims),
            (policy, _policy(view.learner)),
        )
        if any((old != new).any() for old, new in pairs):
            self.seen.append("changes what it is shown; a teacher must leave its view as it was")
        return choice
