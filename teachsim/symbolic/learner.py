"""The learner that keeps every hypothesis consistent with what it heard, and conjectures one.

It is a value: a version space and three traits. *Prefer* says which of the hypotheses left it
conjectures, *ask* what it puts to the teacher, *cautious* whether it answers at all where the
hypotheses left disagree. A conjecturing learner answers uniformly among what its conjecture holds
right, so that the support of its policy is its conjecture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, IntArray
from teachsim.core.learner import Request
from teachsim.core.regimes import Lesson
from teachsim.core.space import HypothesisSpace
from teachsim.symbolic import asking, words
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.asking import QUESTIONS, Question
from teachsim.symbolic.games import Planner
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.preference import PREFERENCES, Preference, chosen_word, preference_order
from teachsim.symbolic.version_space import VersionSpace

__all__ = ["VersionSpaceLearner", "beginner"]

# Classes whose games a kind of learner keeps.
_CLASSES = 4


@dataclass(frozen=True, eq=False)
class VersionSpaceLearner:
    """A learner that has heard some lessons.

    Attributes:
        space: The hypotheses that agree with all it heard; at least one.
        order: `(m,)` indices of the hypotheses of the class, the most preferred first; None for a
            learner that conjectures what more than half of the hypotheses left hold right.
        question: What it puts to the teacher: see `asking`.
        cautious: Whether it says only what all the hypotheses left hold right.
        planner: What it asks if it asks what is optimal; None otherwise, or to start from scratch.
    """

    space: VersionSpace
    order: IntArray | None
    question: Question
    cautious: bool
    planner: Planner | None = None

    def __post_init__(self) -> None:
        """Refuse an empty space and an order of something else.

        Raises:
            ValueError: If there is nothing to conjecture, or the order has another length.
        """
        if len(self.space) == 0:
            raise ValueError(
                "the version space has no hypothesis left, but a learner needs one to conjecture; "
                "start from a space that holds the truth"
            )
        if self.order is not None and self.order.shape != (len(self.space.of),):
            raise ValueError(
                f"order has shape {self.order.shape} for {len(self.space.of)} hypotheses; "
                "make it with preference_order"
            )

    @property
    def remaining(self) -> int:
        """Number of hypotheses left."""
        return len(self.space)

    @cached_property
    def conjectured(self) -> int | None:
        """Index in the class of the conjecture, None if that is a vote outside the class."""
        if self.order is None:
            return self.space.of.find(self.conjecture)
        left = words.unpack(self.space.alive, n_bits=len(self.space.of))
        return int(self.order[left[self.order].argmax()])

    @cached_property
    def conjecture(self) -> BoolArray:
        """`(P, R)` what it holds right; a cautious learner does not say all of it."""
        if self.order is None:
            return words.frozen(self.space.shares() > 0.5)
        assert self.conjectured is not None
        return self.space.of.key(self.conjectured)

    def policy(self) -> FloatArray:
        """`(P, R)` chances: each right answer of the conjecture alike, silence where it has none.

        A cautious learner gives each answer that is right in all hypotheses left the chance one
        over the number that are right in any, and is silent otherwise: it is never wrong, and keeps
        some silence exactly where the hypotheses left disagree (or hold nothing right).
        """
        said = possible = self.conjecture
        if self.cautious:
            shares = self.space.shares()
            said, possible = shares == 1.0, shares > 0.0
        chances: FloatArray = said / np.maximum(possible.sum(axis=-1, keepdims=True), 1)
        return chances

    def ask(self, request: Request, rng: np.random.Generator) -> Answers:
        """The answers put to the teacher, in an examination the claims; see `asking`."""
        return asking.put(
            self.space,
            request,
            question=self.question,
            conjecture=self.conjecture,
            rng=rng,
            planner=self.planner,
        )

    def learn(self, lesson: Lesson, rng: np.random.Generator) -> VersionSpaceLearner:
        """The learner without the hypotheses that the lesson refutes; `rng` is not used.

        A lesson that would refute all that is left contains a lie (or contradicts an earlier one),
        and is passed over.
        """
        left = self.space.given(*lesson.evidence(self.space.n_responses))
        return replace(self, space=left) if len(left) else self


def beginner(
    *, prefer: Preference = "smallest", ask: Question = "halving", cautious: bool = False
) -> Callable[[HypothesisSpace], VersionSpaceLearner]:
    """What makes a learner from a hypothesis space: see `VersionSpace.learner`.

    Raises:
        ValueError: If a word is unknown or `cautious` is no bool; the function, if the space is not
            of a listed class.
    """
    chosen_word(prefer, words=PREFERENCES, what="prefer")
    chosen_word(ask, words=QUESTIONS, what="ask")
    a_switch(cautious, thing="cautious")
    planners = lru_cache(maxsize=_CLASSES)(Planner)  # a class is solved once for all its runs

    def begin(space: HypothesisSpace) -> VersionSpaceLearner:
        start = _listed(space)
        order = None if prefer == "majority" else preference_order(start.of, prefer=prefer)
        planner = planners(start.of) if ask == "optimal" else None
        return VersionSpaceLearner(start, order, question=ask, cautious=cautious, planner=planner)

    return begin


def _listed(space: HypothesisSpace) -> VersionSpace:
    """The space as a version space."""
    if isinstance(space, HypothesisClass):
        return space.everything
    if isinstance(space, VersionSpace):
        return space
    raise ValueError(
        f"a version-space learner got a {type(space).__name__}, but can only go through listed "
        "hypotheses; pass a HypothesisClass or a VersionSpace"
    )
