"""The loop: one function runs any scenario with any learner.

Each round: the learner asks (where it may), the loop works out what can truthfully be said, the
teacher picks among that, the channel may falsify it, the learner learns. Classroom and learner draw
from separate streams, and the classroom from a fresh one each round, so two learners with one seed
meet the same class.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, IntArray, MarkArray
from teachsim.core.channel import falsify
from teachsim.core.learner import Beginner, Learner, Request
from teachsim.core.legality import legal_lesson, said
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.scenario import Phase, Scenario, scope, signed
from teachsim.core.space import HypothesisSpace
from teachsim.core.teachers import View

__all__ = ["Transcript", "simulate"]

_BUDGET_BYTES = 2**30
_DECIMALS = 9  # fingerprints ignore differences below 1e-9, which other machines may round away


@dataclass(frozen=True, eq=False)
class Transcript:
    """A run, from which everything that is shown or measured is computed.

    Attributes:
        scenario: What was run.
        lessons: One lesson a round, `T` of them.
        policies: `(len(kept), P, R)` the learner's policy after each of the `kept` rounds; with
            `keep_every=1` that is `(T + 1, P, R)`, the first before any lesson.
        kept: `(len(policies),)` numbers of rounds done when each policy was kept, from 0 to T.
        learner: The learner after the last lesson.
        fingerprint: 8 hex digits of a hash of truth, lessons and policies (all, kept or not).
    """

    scenario: Scenario
    lessons: tuple[Lesson, ...]
    policies: FloatArray
    kept: IntArray
    learner: Learner
    fingerprint: str


def simulate(
    scenario: Scenario,
    learner: Learner | Beginner,
    *,
    rng: int | np.random.Generator = 0,
    keep_every: int = 1,
    budget_bytes: int = _BUDGET_BYTES,
    watch: Callable[[int], None] | None = None,
) -> Transcript:
    """The transcript of a scenario run with a learner: a pure function of scenario, learner, seed.

    Args:
        scenario: What is taught, and how.
        learner: A learner, or a function that makes one from the scenario's hypothesis space.
        rng: A seed, or a generator, which is consumed.
        keep_every: Keep the policy of every so many rounds, and of the first and last.
        budget_bytes: Refuse runs whose kept policies need more memory than this.
        watch: Called with the number of rounds done after each; may raise to stop the run.

    Raises:
        ValueError: If the run would need too much memory, or a learner or teacher breaks a rule.
    """
    kept = _kept(scenario, keep_every, budget_bytes=budget_bytes)
    classroom, own = np.random.default_rng(rng).spawn(2)
    pupil = learner(scenario.space) if callable(learner) else learner
    digest = hashlib.sha256(scenario.key.tobytes())
    policies = [_checked_policy(pupil, scenario)]
    _digest(digest, policies[0])
    lessons: list[Lesson] = []
    for lesson, after in _rounds(scenario, pupil, classroom=classroom, own=own):
        pupil = after
        lessons.append(lesson)
        policy = _checked_policy(pupil, scenario)
        _digest(digest, *_columns(lesson), policy)
        if kept[len(policies)] == len(lessons):
            policies.append(policy)
        if watch is not None:
            watch(len(lessons))
    return Transcript(
        scenario, tuple(lessons), np.stack(policies), kept, pupil, digest.hexdigest()[:8]
    )


def _rounds(
    scenario: Scenario,
    learner: Learner,
    *,
    classroom: np.random.Generator,
    own: np.random.Generator,
) -> Iterator[tuple[Lesson, Learner]]:
    """Each round's lesson as heard, and the learner after it."""
    shape = scenario.key.shape
    told = np.zeros(shape, dtype=np.int64)
    remaining = scenario.space
    for number, phase in enumerate(scenario.phases):
        key = scenario.key
        if phase.key is not None:
            key = signed(phase.key, shape=shape, owner=f"key of phase {number}")
        prompts = scope(phase, shape[0], number=number)
        whims, habits = classroom.random((2, key.size + 1))
        spent = 0
        for k in range(phase.rounds):
            luck = classroom.spawn(1)[0]
            legal = legal_lesson(
                phase.regime,
                key,
                scope=prompts,
                asked=_asked(phase, prompts, learner=learner, rng=own),
            )
            view = View(k, legal, phase.batch, key, remaining, told, learner, whims)
            heard = said(phase, view, rng=luck)
            if phase.noise is not None:
                lot = habits if phase.noise.persistent else luck.random(key.size + 1)
                heard, spent = falsify(heard, key, noise=phase.noise, whims=lot, spent=spent)
            marked = heard.marks != 0
            np.add.at(told, (heard.answers.prompts[marked], heard.answers.responses[marked]), 1)
            remaining = _after(remaining, heard)
            learner = learner.learn(heard, own)
            yield heard, learner


def _after(remaining: HypothesisSpace, lesson: Lesson) -> HypothesisSpace:
    """What still is possible after a lesson; one that contradicts everything is passed over."""
    after = remaining.given(*lesson.evidence(remaining.n_responses))
    return after if len(after) else remaining


def _asked(
    phase: Phase, prompts: IntArray, *, learner: Learner, rng: np.random.Generator
) -> Answers | None:
    """What the learner puts to the teacher, checked; None where the teacher shows."""
    if phase.regime.picks is Picks.TEACHER:
        return None
    asked = learner.ask(Request(phase.regime, phase.batch, prompts), rng)
    if phase.regime.picks is Picks.LEARNER and len(asked) > phase.batch:
        raise ValueError(
            f"the learner asked about {len(asked)} answers, but a round of this phase takes "
            f"{phase.batch}; ask about fewer or raise Phase.batch"
        )
    if not np.isin(asked.prompts, prompts).all():
        raise ValueError(
            f"the learner asked about prompts {np.unique(asked.prompts).tolist()}, but the phase "
            f"has {prompts.tolist()}; ask about those in request.prompts"
        )
    return asked


def _kept(scenario: Scenario, keep_every: int, *, budget_bytes: int) -> IntArray:
    """Numbers of rounds after which the policy is kept."""
    if keep_every < 1:
        raise ValueError(f"keep_every is {keep_every} rounds, but must be 1 or more; use 1 for all")
    kept = np.unique(np.append(np.arange(0, scenario.rounds, keep_every), scenario.rounds))
    needed = len(kept) * scenario.key.size * 8
    if needed > budget_bytes:
        raise ValueError(
            f"scenario {scenario.name!r} would keep {len(kept):,} policies of "
            f"{scenario.key.size:,} chances, {needed / 2**20:,.0f} MiB, over the budget of "
            f"{budget_bytes / 2**20:,.0f} MiB; raise keep_every or budget_bytes, or do fewer rounds"
        )
    return kept


def _checked_policy(learner: Learner, scenario: Scenario) -> FloatArray:
    """The learner's policy, refused unless it is one."""
    policy = np.asarray(learner.policy(), dtype=np.float64)
    if policy.shape != scenario.key.shape:
        raise ValueError(
            f"{type(learner).__name__}.policy() has shape {policy.shape}, but the scenario has "
            f"(prompts, responses) = {scenario.key.shape}; return one chance for each answer"
        )
    if not (policy >= 0.0).all() or not (policy.sum(-1) <= 1.0 + 1e-6).all():
        raise ValueError(
            f"{type(learner).__name__}.policy() holds {policy.min()} to {policy.max()} with row "
            f"sums up to {policy.sum(-1).max()}, but chances are >= 0 and sum to at most 1"
        )
    return policy


def _columns(lesson: Lesson) -> tuple[IntArray | MarkArray, ...]:
    """The numbers of a lesson that go into the fingerprint."""
    asked = () if lesson.asked is None else (lesson.asked.prompts, lesson.asked.responses)
    return (lesson.answers.prompts, lesson.answers.responses, lesson.marks, *asked)


def _digest(digest: hashlib._Hash, *arrays: FloatArray | IntArray | MarkArray) -> None:
    """Add arrays to a hash, each with its length, in an order of bytes that all machines share."""
    for array in arrays:
        digest.update(len(array).to_bytes(4, "little"))
        scaled = np.round(array * 10.0**_DECIMALS) if array.dtype == np.float64 else array
        digest.update(scaled.astype("<i8").tobytes())
