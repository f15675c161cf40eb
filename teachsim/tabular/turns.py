"""How a language model takes its turn in `simulate`, whatever its chances come from.

It asks about what it would say, claims what it says most often, and hears a lesson as weights of
answers, whose log chances it then ascends.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson

__all__ = ["claimed", "heard", "in_turn"]

_CLAIMED = 0.5
"""An idea is what it says at least this often, compared with what it says most often."""


def claimed(policy: FloatArray, request: Request, *, idk: int | None) -> Answers:
    """Its idea: all that it says at least half as often as what it says most often.

    Prompts on which it would rather not answer have no part in it.

    Args:
        policy: `(P, R)` chance of each response.
        request: Names the prompts that it is about.
        idk: The response that says "I don't know", which claims nothing; None if there is none.
    """
    spoken = np.where(np.arange(policy.shape[1]) == idk, 0.0, policy)
    idea = spoken >= _CLAIMED * spoken.max(axis=1, keepdims=True)
    idea &= spoken.sum(axis=1, keepdims=True) >= _CLAIMED
    inside = np.isin(np.arange(len(policy)), request.prompts)
    return Answers.of(idea & inside[:, np.newaxis])


def in_turn(request: Request, rng: np.random.Generator) -> IntArray:
    """`(batch,)` prompts to answer: each equally often, but for a remainder drawn at random."""
    every, rest = divmod(request.batch, len(request.prompts))
    some = rng.choice(request.prompts, size=rest, replace=False)
    return np.concatenate([np.tile(request.prompts, every), some])


def heard(lesson: Lesson, *, shape: tuple[int, int], idk: int | None, penalty: float) -> FloatArray:
    """`(P, R)` what a lesson wants of each answer: the weight of its marks in the lesson's mean.

    What follows from silence counts as said, see `Lesson.evidence`, but never against "I don't
    know", which claims nothing.

    Args:
        lesson: What was said.
        shape: P and R.
        idk: The response that says "I don't know"; None if there is none.
        penalty: What a wrong mark weighs; a right one weighs 1.
    """
    answers, marks = lesson.evidence(shape[1])
    weight = np.where(marks < 0, -penalty, marks)
    if lesson.regime.silence_means_wrong or lesson.confirmed is not None:
        weight[(answers.responses == idk) & (marks < 0)] = 0
    wanted = np.zeros(shape)
    np.add.at(wanted, (answers.prompts, answers.responses), weight / max(1, len(answers)))
    return wanted
