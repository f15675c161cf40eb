"""The claims on when to answer (B1 to B4) as scenarios, for every learner that takes a quiz.

One quiz of which half is known and half is not, and half of each is taught. What counts is what a
learner does on questions that it was never taught: those that it knew, and those that it did not.
What to expect there is not put in: it is read off the exact dynamics of the tabular model, put
through the same phases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

import teachsim as ts
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import quoted
from teachsim.tabular import Knowledge, Reward, exact, objectives
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.exact import Schedule
from teachsim.tabular.facts import Quiz
from teachsim.tabular.objectives import Distillation
from teachsim.tabular.objectives.situation import Objective

__all__ = ["RATE", "SEED", "Case", "cases"]

SEED: Final = 0
"""The seed of all runs."""

RATE: Final = 1.6
"""The tabular model's learning rate, at which the phases are long enough."""

_ANSWERS: Final = 25
_WORLD: Final = Knowledge(
    bins=2,
    d_prime=9.0,  # it can tell what it knows
    recall=0.99,
    misbelief=1 / _ANSWERS,  # of what it does not know it has no idea
    answers=_ANSWERS,
)
_TAUGHT: Final = 60
_LONG, _SHORT = 130, 40  # rounds: to learn when to answer; to find words for not knowing
_WARM: Final = 0.2  # chance of "I don't know" of a base model that has heard of it
_COLD: Final = 1e-4  # of one that hardly has
_SILENT: Final = 0.4  # share of random questions to which a warm start answers "I don't know"
_HONEST: Final = "it abstains where it does not know, and only there"
_MAKES_UP: Final = "it abstains less and less, and makes up what it does not know"
_TEN: Final = 10  # questions in which each kind is represented by its share
_TEACHER: Final = 0.7  # share of all questions that the teacher of B4 knows


@dataclass(frozen=True, eq=False)
class Case:
    """One scenario on the quiz.

    Attributes:
        claim: Id of the claim.
        expects: What to expect on held-out questions.
        quiz: The questions; a base model knows some.
        scenario: What is run.
        theory: The same phases as objectives of the tabular model.
        base_idk: Chance of "I don't know" in the base model.
        penalty: What a wrong mark weighs for the learner.
    """

    claim: str
    expects: str
    quiz: Quiz
    scenario: ts.Scenario
    theory: Schedule
    base_idk: float = _WARM
    penalty: float = 1.0

    @cached_property
    def predicted(self) -> FloatArray:
        """`(2, 3)` chance to be truthful, to hallucinate, to abstain, by the exact dynamics.

        On held-out questions that were not known (0) and known (1), at the end.
        """
        reward = Reward(wrong=-self.penalty)
        run = exact.train(_WORLD, self.theory, reward, rate=RATE, base_idk=self.base_idk)
        return run.held_out.by_knowledge[-1]

    def found(self, run: ts.Transcript) -> FloatArray:
        """`(..., 2, 3)` the same of a run, after each round that is kept."""
        measures = (ts.metrics.truthful, ts.metrics.hallucinated, ts.metrics.abstained)
        held_out = self.quiz.held_out
        sides = [held_out[self.quiz.known[held_out] == side] for side in (False, True)]
        return np.stack(
            [
                np.stack([rate(run.policies, self.quiz.key, prompts=side) for rate in measures], -1)
                for side in sides
            ],
            axis=-2,
        )


def cases(claim: str) -> tuple[Case, ...]:
    """The cases of a claim, those that show it first, then those where it fails.

    >>> for case in cases("B3"):
    ...     print(f"{case.scenario.name}: {case.expects}")
    a short warm start, then marks: it abstains where it does not know, and only there
    marks from a cold start: it never finds out that it could abstain

    Raises:
        ValueError: If there are none for this claim.
    """
    quiz = Quiz.of(_WORLD, taught=_TAUGHT)
    match claim:
        case "B1":
            return _b1(quiz)
        case "B2":
            return _b2(quiz)
        case "B3":
            return _b3(quiz)
        case "B4":
            return _b4(quiz)
    raise ValueError(
        f"claim is {quoted(claim)}, but a quiz shows B1, B2, B3 and B4; the others are experiments "
        "in gallery.tabular"
    )


def _b1(quiz: Quiz) -> tuple[Case, ...]:
    """Right answers to everything; where it fails, labels that know what it knows."""
    gold = _taught(quiz, objectives.SFT(labels="gold"))
    aware = _taught(quiz, objectives.SFT(labels="oracle"), idk=~quiz.known)
    return (
        _case(quiz, gold, claim="B1", name="right answers to everything", expects=_MAKES_UP),
        _case(quiz, aware, claim="B1", name="labels that know what it knows", expects=_HONEST),
    )


def _b2(quiz: Quiz) -> tuple[Case, ...]:
    """Marks on its own answers; where it fails, no price on wrong ones, or no mark."""
    asked = _taught(quiz, objectives.PolicyGradient())
    approved = _taught(quiz, objectives.PSR())
    equal, free = "a wrong answer costs what a right one earns", "a wrong answer costs nothing"
    silent = "right answers are approved, wrong ones pass in silence"
    return (
        _case(quiz, asked, claim="B2", name=equal, expects=_HONEST),
        replace(_case(quiz, asked, claim="B2", name=free, expects=_MAKES_UP), penalty=0.0),
        _case(quiz, approved, claim="B2", name=silent, expects=_MAKES_UP),
    )


def _b3(quiz: Quiz) -> tuple[Case, ...]:
    """Marks on its own answers, with and without a few words for not knowing before."""
    cold = _taught(quiz, objectives.PolicyGradient())
    random = objectives.SFT(labels="random", idk=_SILENT)
    warm = _taught(quiz, random, rounds=_SHORT, idk=_some(quiz, _SILENT))
    never = "it never finds out that it could abstain"
    both = (
        _case(quiz, warm + cold, claim="B3", name="a short warm start, then marks",
              expects=_HONEST),
        _case(quiz, cold, claim="B3", name="marks from a cold start", expects=never),
    )  # fmt: skip
    return tuple(replace(case, base_idk=_COLD) for case in both)


def _b4(quiz: Quiz) -> tuple[Case, ...]:
    """The answers of a teacher that knows other things; what marks make of that."""
    teacher = Distillation(Teacher.independent(_TEACHER))
    copied = _taught(quiz, teacher, rounds=_SHORT, idk=~_some(quiz, _TEACHER))
    marked = _taught(quiz, objectives.PolicyGradient())
    faults = (
        "it makes up what it does not know as often as its teacher knows it, and abstains where it "
        "knows as often as its teacher does not"
    )
    return (
        _case(quiz, copied, claim="B4", name="the answers of another model", expects=faults),
        _case(quiz, copied + marked, claim="B4", name="the answers of another model, then marks",
              expects=_HONEST),
    )  # fmt: skip


def _some(quiz: Quiz, share: float) -> BoolArray:
    """`(P,)` a share of all questions, whatever the learner knows: so many of each ten."""
    return np.arange(len(quiz.gold)) % _TEN < round(share * _TEN)


_Steps = tuple[tuple[ts.Phase, Objective], ...]


def _taught(
    quiz: Quiz, objective: Objective, *, rounds: int | None = None, idk: BoolArray | None = None
) -> _Steps:
    """A phase on the taught half, and what it is to the tabular model.

    Args:
        quiz: The questions.
        objective: What it is to the tabular model, which says the regime.
        rounds: How many; `_LONG` by default.
        idk: `(P,)` questions to which "I don't know" is shown; None for none.
    """
    key = None if idk is None else quiz.labels(idk)
    phase = ts.Phase(
        objective.regime, rounds or _LONG, batch=len(quiz.taught), key=key, prompts=quiz.taught
    )
    return ((phase, objective),)


def _case(quiz: Quiz, steps: _Steps, *, claim: str, name: str, expects: str) -> Case:
    """One case: its scenario, and the schedule that the theory goes through."""
    scenario = ts.Scenario(name, quiz.space, quiz.key, [phase for phase, _ in steps])
    theory = tuple((objective, phase.rounds) for phase, objective in steps)
    return Case(claim, expects, quiz, scenario, theory)
