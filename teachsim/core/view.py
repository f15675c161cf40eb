"""What a teacher is: it looks at a view of the round and picks among what is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray, IntArray, MarkArray
from teachsim.core.learner import Learner
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.space import HypothesisSpace

__all__ = ["Teacher", "View"]


@dataclass(frozen=True, eq=False)
class View:
    """What a teacher sees when it is its turn; its arrays cannot be written to.

    Attributes:
        round: Number of the round within its phase, from 0.
        legal: All that it could truthfully say, as one lesson of `n` marked answers.
        most: Greatest number of answers it may pick. Who shows may pick one more than once, so it
            may exceed `n` there.
        key: `(P, R)` +1 right, -1 wrong, 0 neither.
        remaining: What an observer who trusts all that was said so far still holds possible.
        told: `(P, R)` how often each answer was marked so far in the run.
        learner: The learner as it is now.
        whims: `(P * R + 1,)` numbers in [0, 1), fixed for the phase: the teacher's habits.
    """

    round: int
    legal: Lesson
    most: int
    key: MarkArray
    remaining: HypothesisSpace
    told: IntArray
    learner: Learner
    whims: FloatArray

    @property
    def least(self) -> int:
        """Smallest number of answers it may pick: 0 if it may withhold, else 1 if there is one."""
        return 0 if self.legal.regime.may_withhold else min(1, len(self.legal.answers))

    @property
    def cells(self) -> IntArray:
        """`(n,)` number of each legal answer, prompt * R + response."""
        return self.legal.answers.cells(self.key.shape[1])

    @property
    def new(self) -> BoolArray:
        """`(n,)` whether each legal answer was never marked before."""
        return self.told.reshape(-1)[self.cells] == 0

    def survivors(self) -> FloatArray:
        """`(n,)` how many of the remaining hypotheses each legal answer would leave, whole numbers.

        Rounded, so that answers that leave equally many are equal to the last bit.
        """
        share = self.remaining.shares()[self.legal.answers.prompts, self.legal.answers.responses]
        left = np.where(self.legal.marks > 0, share, 1.0 - share)
        return np.rint(left * len(self.remaining))

    def saying(self, picked: Sequence[int] | IntArray) -> Lesson:
        """The lesson in which the legal answers at the positions `picked` are marked.

        It is what the learner hears, noise apart, and so what looking ahead should be tried with:
        an answer that the learner put to the teacher is in it with mark 0 unless it was picked.
        """
        rows = np.asarray(picked, dtype=np.int64)
        marks, asked = self.legal.marks[rows], self.legal.asked
        if self.legal.regime.picks is not Picks.LEARNER or asked is None:
            return replace(self.legal, answers=self.legal.answers.take(rows), marks=marks)
        marked = np.zeros(self.key.size, dtype=np.int8)
        marked[self.cells[rows]] = marks
        return replace(self.legal, answers=asked, marks=marked[asked.cells(self.key.shape[1])])


@runtime_checkable
class Teacher(Protocol):
    """Picks what is said among what is true."""

    def choose(self, view: View, rng: np.random.Generator) -> IntArray:
        """`(k,)` positions in `view.legal`, `view.least <= k <= view.most`; `rng` is consumed."""
        ...
