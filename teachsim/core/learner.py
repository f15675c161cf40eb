"""What a learner is: a policy, a question and a way to learn from a lesson.

A learner is a value: `learn` returns the learner after the lesson and leaves the one before as it
was. That lets a hostile teacher look ahead ("would it still be wrong after this example?") with the
very learner that it teaches, and lets a run be stepped back.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.checks import one_of, quoted
from teachsim.core.regimes import Lesson, Regime
from teachsim.core.space import HypothesisSpace

__all__ = ["Beginner", "Learner", "Request", "beginning"]

_WAY_OUT = "it needs policy, ask and learn"


@dataclass(frozen=True, eq=False)
class Request:
    """What the loop asks of a learner that may pick answers.

    Attributes:
        regime: The regime of the phase. In an examination the learner puts the whole set of answers
            that it claims to be right, its hypothesis; elsewhere single answers to be marked.
        batch: Greatest number of answers it may put; without meaning in an examination.
        prompts: `(k,)` the prompts of the phase; answers to others are not allowed.
    """

    regime: Regime
    batch: int
    prompts: IntArray


@runtime_checkable
class Learner(Protocol):
    """Anything that can be taught by `simulate`."""

    def policy(self) -> FloatArray:
        """`(P, R)` chance of each response to each prompt.

        Rows sum to 1, or to less: what is missing is silence, and counts as abstaining.
        """
        ...

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """The answers it puts to the teacher; `rng` is consumed."""
        ...

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> Learner:
        """The learner after the lesson; the one before is left as it was; `rng` is consumed."""
        ...


Beginner = Callable[[HypothesisSpace], Learner]
"""Makes the learner that knows nothing but the hypothesis space."""


def beginning(learner: Learner | Beginner, space: HypothesisSpace) -> Learner:
    """The learner before its first lesson.

    Args:
        learner: A learner, or whatever makes one when called with the hypothesis space alone: a
            function, or a class of learners.
        space: The hypothesis space.

    Raises:
        ValueError: If it is neither, or if what it makes is no learner.
    """
    if isinstance(learner, Learner) and not isinstance(learner, type):
        return learner
    if not _takes_one_argument(learner):
        raise ValueError(
            f"learner is {quoted(learner)}, but must have policy, ask and learn, or make such a "
            "learner when called with the hypothesis space alone; pass one, or lambda space: ..."
        )
    made = learner(space)
    one_of(Learner, made, thing="what learner makes of the hypothesis space", way_out=_WAY_OUT)
    return made


def _takes_one_argument(function: object) -> bool:
    """Whether something can be called with one positional argument."""
    if not callable(function):
        return False
    try:
        inspect.signature(function).bind(None)
    except (TypeError, ValueError):  # it takes another number, or is built in and does not tell
        return False
    return True
