"""Independent facts: as many questions as wanted, each with one right answer of its own.

Nothing that is said of one question tells anything of another, so all that a lesson leaves possible
is a set of answers for each. What a model can carry over is not what is right, but when to answer.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, MarkArray, sealed
from teachsim.core.checks import one_of, whole_number
from teachsim.tabular.answers import BELIEVED, GOLD, IDK, OTHER, RECALL
from teachsim.tabular.items import by_mode, counts
from teachsim.tabular.knowledge import Knowledge

__all__ = ["Facts", "Quiz"]

_MOST = 10_000_000
"""Chances of a policy: 80 MB."""


@dataclass(frozen=True, eq=False)
class Facts:
    """A hypothesis space: one right answer to each prompt, and "I don't know" never.

    Attributes:
        possible: `(P, V)` whether each answer may still be the right one. Responses are these V
            and then "I don't know".
    """

    possible: BoolArray

    @property
    def n_prompts(self) -> int:
        """Number of prompts P."""
        return self.possible.shape[0]

    @property
    def n_responses(self) -> int:
        """V + 1: the answers, and "I don't know" as the last."""
        return self.possible.shape[1] + 1

    def __len__(self) -> int:
        """Number of hypotheses, but no more than an index can count: there are up to V to the P."""
        return min(math.prod(self.possible.sum(axis=1).tolist()), sys.maxsize)

    def given(self, answers: Answers, marks: MarkArray) -> Facts:
        """The facts that agree with every mark; none if "I don't know" is called right."""
        left = np.pad(self.possible, ((0, 0), (0, 1)))
        prompts, responses = answers.prompts, answers.responses
        for p, y in zip(prompts[marks > 0], responses[marks > 0], strict=True):
            kept = bool(left[p, y])
            left[p] = False
            left[p, y] = kept
        left[prompts[marks < 0], responses[marks < 0]] = False
        return replace(self, possible=sealed(left[:, :-1]))

    def shares(self) -> FloatArray:
        """`(P, R)` share of the hypotheses that hold each answer right; 0 if there are none."""
        left = np.pad(self.possible, ((0, 0), (0, 1))).astype(float)
        total = left.sum(axis=1, keepdims=True)
        return left / total if (total > 0).all() else np.zeros_like(left)

    def contains(self, right: BoolArray) -> bool:
        """Whether the table says one possible answer right to each prompt."""
        table = np.asarray(right, dtype=np.bool_)
        one_each = bool((table.sum(axis=1) == 1).all()) and not table[:, -1].any()
        return one_each and bool(self.possible[table[:, :-1]].all())


@dataclass(frozen=True, eq=False)
class Quiz:
    """Questions of a world, in two halves of the same make: taught ones and held-out ones.

    Attributes:
        world: What the model knows.
        bin: `(P,)` confidence bin of each question.
        known: `(P,)` whether the model's recall is mostly right.
        gold: `(P,)` the right answer.
    """

    world: Knowledge
    bin: IntArray
    known: BoolArray
    gold: IntArray

    @classmethod
    def of(cls, world: Knowledge, *, taught: int = 40) -> Quiz:
        """A quiz with as many held-out questions as taught ones.

        Each half has the world's shares of known and unknown questions in each bin, as nearly as
        whole numbers can (the largest remainders are rounded up).

        Args:
            world: What the model knows.
            taught: Number of questions of each half, at least 1.

        Raises:
            ValueError: If there are too few, or too many to keep a policy.
        """
        one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
        whole_number(taught, thing="taught", least=1, way_out="use 40")
        if 2 * taught * (world.answers + 1) > _MOST:
            raise ValueError(
                f"taught is {taught:,}, which with {world.answers:,} answers makes a policy of "
                f"more than {_MOST:,} chances; use fewer"
            )
        wanted = world.mass.reshape(-1) * taught
        number = np.floor(wanted + 1e-9).astype(np.int64)
        most_left = np.argsort(number - wanted, kind="stable")
        number[most_left[: taught - int(number.sum())]] += 1
        kind = np.tile(np.repeat(np.arange(len(number)), number), 2)
        gold = np.arange(2 * taught) % world.answers
        return cls(world, sealed(kind // 2), sealed(kind % 2 == 1), sealed(gold))

    @property
    def idk(self) -> int:
        """The response that says "I don't know": the last."""
        return self.world.answers

    @property
    def taught(self) -> IntArray:
        """`(P / 2,)` the prompts of the first half."""
        return np.arange(len(self.gold) // 2)

    @property
    def held_out(self) -> IntArray:
        """`(P / 2,)` the prompts of the second half."""
        return np.arange(len(self.gold) // 2, len(self.gold))

    @property
    def believed(self) -> IntArray:
        """`(P,)` the wrong answer that is believed where the right one is not known."""
        return (self.gold + 1) % self.world.answers

    @cached_property
    def space(self) -> Facts:
        """What the model holds possible of the truth: everything."""
        return Facts(sealed(np.ones((len(self.gold), self.world.answers), dtype=np.bool_)))

    @cached_property
    def key(self) -> MarkArray:
        """`(P, R)` +1 right, -1 wrong; 0 for "I don't know"."""
        return self.labels(np.zeros(len(self.gold), dtype=np.bool_))

    def labels(self, idk: BoolArray) -> MarkArray:
        """`(P, R)` the key of a phase in which "I don't know" is right on some prompts.

        R-Tuning is `labels(~quiz.known)`; distillation is `labels(~knows)` with what a teacher
        knows.

        Args:
            idk: `(P,)` those prompts; nothing else is right there. On the others it is neither.
        """
        key = np.full((len(self.gold), self.world.answers + 1), -1, dtype=np.int8)
        key[np.arange(len(self.gold)), self.gold] = np.where(idk, -1, 1)
        key[:, self.idk] = np.where(idk, 1, 0)
        return sealed(key)

    @cached_property
    def recall(self) -> FloatArray:
        """`(P, R)` chance of each response where the base model recalls one."""
        rows = np.arange(len(self.gold))
        kind = np.full((len(self.gold), self.world.answers + 1), OTHER)
        kind[rows, self.gold], kind[:, self.idk] = GOLD, IDK
        kind[rows[~self.known], self.believed[~self.known]] = BELIEVED
        n = counts(self.world, self.known)
        of_class = by_mode(self.world, self.known)[:, RECALL]
        each = np.divide(of_class, n, out=np.zeros_like(of_class), where=n > 0)
        return np.take_along_axis(each, kind, axis=1)
