"""The loop: one function runs any scenario with any learner.

Each round: the learner asks (where it may), the loop works out what can truthfully be said, the
teacher picks among that, the channel may falsify it, the learner learns. Classroom and learner draw
from separate streams, and the classroom from a fresh one each round, so two learners with one seed
meet the same class.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, IntArray, sealed
from teachsim.core.channel import falsify
from teachsim.core.checks import generator, one_of, whole_number
from teachsim.core.learner import Beginner, Learner, Request, beginning
from teachsim.core.legality import legal_lesson, said
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.scenario import Phase, Scenario
from teachsim.core.space import HypothesisSpace
from teachsim.core.transcript import Transcript, add_arrays, add_lesson
from teachsim.core.view import View

__all__ = ["Transcript", "simulate"]

_BUDGET_BYTES = 2**30
_LESSON_BYTES = 1_000  # measured: 560 to 900 for a lesson of one answer, the rest to spare
_ANSWER_BYTES = 33  # prompt, response and mark, once more for what was asked
_STREAM = 2**64  # draws set aside for a round
_ROUNDING = 1e-6  # rows of a policy may exceed 1 by this much


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

    >>> import teachsim as ts
    >>> from teachsim.symbolic import HypothesisClass, VersionSpace
    >>> H = HypothesisClass.from_strings(["010", "110", "111"])
    >>> believer = VersionSpace.learner(prefer="largest", ask="conjecture")
    >>> for regime in (ts.DEMONSTRATION, ts.EXAMINATION):
    ...     phase = ts.Phase(regime, 4, teacher=ts.Adversary())
    ...     taught = ts.Scenario("is it 010?", H, H.key(0), [phase])
    ...     run = ts.simulate(taught, believer, rng=7)
    ...     print(regime.name, ts.metrics.truthful(run.policies, taught.key).round(2))
    demonstration [0.33 0.33 0.33 0.33 0.33]
    examination [0.33 0.5  1.   1.   1.  ]

    Args:
        scenario: What is taught, and how.
        learner: A learner, or a function that makes one from the scenario's hypothesis space.
        rng: A seed, or a generator, which is consumed.
        keep_every: Keep the policy of every so many rounds, and of the first and last.
        budget_bytes: Refuse runs that would need more memory than this for lessons and policies.
        watch: Called with the number of rounds done after each; may raise to stop the run.

    Raises:
        ValueError: If this is no scenario, learner or seed, if the run would need too much memory,
            or if a learner or teacher breaks a rule.
    """
    one_of(Scenario, scenario, thing="scenario", way_out="pass teachsim.Scenario(...)")
    kept = _kept(scenario, keep_every, budget_bytes=budget_bytes)
    way_out = "pass a seed such as 0, so that the run can be had again, or a numpy Generator"
    classroom, own = generator(rng, way_out=way_out).spawn(2)
    pupil = beginning(learner, scenario.space)
    policies = np.empty((len(kept), *scenario.shape))
    policies[0] = policy = _checked_policy(pupil, scenario)
    digest = hashlib.sha256()
    add_arrays(digest, scenario.key, policy)
    lessons: list[Lesson] = []
    n_kept = 1
    for lesson, after in _rounds(scenario, pupil, classroom=classroom, own=own):
        pupil = after
        lessons.append(lesson)
        policy = _checked_policy(pupil, scenario)
        add_lesson(digest, lesson)
        add_arrays(digest, policy)
        if kept[n_kept] == len(lessons):
            policies[n_kept] = policy
            n_kept += 1
        if watch is not None:
            watch(len(lessons))
    policies.setflags(write=False)
    return Transcript(scenario, tuple(lessons), policies, kept, pupil, digest.hexdigest()[:8])


def _rounds(
    scenario: Scenario,
    learner: Learner,
    *,
    classroom: np.random.Generator,
    own: np.random.Generator,
) -> Iterator[tuple[Lesson, Learner]]:
    """Each round's lesson as heard, and the learner after it."""
    told = np.zeros(scenario.shape, dtype=np.int64)
    remaining = scenario.space
    for number, phase in enumerate(scenario.phases):
        key, prompts = scenario.key_of(number), scenario.scope_of(number)
        whims, habits = sealed(classroom.random((2, key.size + 1)))
        shown = None
        if phase.regime.picks is Picks.TEACHER:  # what may be shown is the same in every round
            shown = legal_lesson(phase.regime, key, scope=prompts, asked=None)
        spent = 0
        for k, luck in enumerate(_streams(classroom, phase.rounds)):
            legal = shown
            if legal is None:
                asked = _asked(phase, prompts, learner=learner, rng=own)
                legal = legal_lesson(phase.regime, key, scope=prompts, asked=asked)
            view = View(k, legal, phase.batch, key, remaining, sealed(told), learner, whims)
            heard = said(phase.teacher, legal, view=view, rng=luck)
            if phase.noise is not None:
                lot = habits if phase.noise.persistent else luck.random(key.size + 1)
                heard, spent = falsify(heard, key, noise=phase.noise, whims=lot, spent=spent)
            told = _counted(told, heard)
            remaining = _after(remaining, heard)
            learner = learner.learn(heard, own)
            yield heard, learner


def _streams(classroom: np.random.Generator, rounds: int) -> Iterator[np.random.Generator]:
    """A stream for each round, the same however much was drawn in the rounds before."""
    bits = np.random.PCG64(classroom.integers(2**63, size=2).tolist())
    start = bits.state
    for k in range(rounds):
        bits.state = start
        bits.advance(k * _STREAM)
        yield np.random.Generator(bits)


def _counted(told: IntArray, lesson: Lesson) -> IntArray:
    """How often each answer was marked, this lesson included; teachers may keep what they saw."""
    marked = np.flatnonzero(lesson.marks)
    told = told.copy()
    np.add.at(told, (lesson.answers.prompts[marked], lesson.answers.responses[marked]), 1)
    return told


def _after(remaining: HypothesisSpace, lesson: Lesson) -> HypothesisSpace:
    """What still is possible after a lesson; one that contradicts everything is passed over."""
    answers, marks = lesson.evidence(remaining.n_responses)
    if not marks.any():
        return remaining
    after = remaining.given(answers, marks)
    return after if len(after) else remaining


def _asked(
    phase: Phase, prompts: IntArray, *, learner: Learner, rng: np.random.Generator
) -> Answers:
    """What the learner puts to the teacher, checked."""
    asked = learner.ask(Request(phase.regime, phase.batch, prompts), rng)
    way_out = "return Answers(prompts, responses)"
    one_of(Answers, asked, thing=f"what {type(learner).__name__}.ask returns", way_out=way_out)
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
    """Numbers of rounds after which the policy is kept; refused if it all would not fit."""
    every = whole_number(keep_every, thing="keep_every", least=1, way_out="use 1 to keep all")
    rounds, cells = scenario.rounds, scenario.key.size
    n_kept = 1 + -(-rounds // every)
    lessons = sum(phase.rounds * _lesson_bytes(phase, cells) for phase in scenario.phases)
    needed = n_kept * cells * 8 + lessons
    if needed > budget_bytes:
        raise ValueError(
            f"scenario {scenario.name!r} would keep {n_kept:,} policies of {cells:,} chances and "
            f"{rounds:,} lessons, {needed / 2**20:,.0f} MiB, over the budget of "
            f"{budget_bytes / 2**20:,.0f} MiB; raise keep_every or budget_bytes, or do fewer rounds"
        )
    return np.append(np.arange(0, rounds, every), rounds)


def _lesson_bytes(phase: Phase, cells: int) -> int:
    """Bytes that a lesson of a phase may need."""
    examined = phase.regime.picks is Picks.EXAMINER
    answers = cells if examined else phase.batch  # a learner may claim that all is right
    return _LESSON_BYTES + _ANSWER_BYTES * answers


def _checked_policy(learner: Learner, scenario: Scenario) -> FloatArray:
    """The learner's policy, refused unless it is one."""
    way_out = "return the learner after the lesson, a new one"
    one_of(Learner, learner, thing="what learn returns", way_out=way_out)
    policy = np.asarray(learner.policy(), dtype=np.float64)
    if policy.shape != scenario.shape:
        raise ValueError(
            f"{type(learner).__name__}.policy() has shape {policy.shape}, but the scenario has "
            f"(prompts, responses) = {scenario.shape}; return one chance for each answer"
        )
    lowest, fullest = policy.min(), policy.sum(-1).max()
    if not (lowest >= 0.0 and fullest <= 1.0 + _ROUNDING):  # so put, NaN is refused too
        raise ValueError(
            f"{type(learner).__name__}.policy() has a lowest entry of {lowest} and rows that sum "
            f"to as much as {fullest}, but chances are >= 0 and sum to at most 1 in each row; "
            "divide by the sum"
        )
    return policy
