"""What an answer is worth: right, wrong, or "I don't know".

The best policy answers iff its chance p of being right is above the confidence threshold
t = (abstain - wrong) / (right - wrong): below it p right + (1 - p) wrong is less than abstain
(C. K. Chow, "On optimum recognition error and reject tradeoff", IEEE Transactions on Information
Theory 16, 1970).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, one_of
from teachsim.tabular.answers import ANSWERS, GOLD, IDK
from teachsim.tabular.numbers import number

__all__ = ["Reward", "reward_of"]


@dataclass(frozen=True)
class Reward:
    """The worth of each kind of answer, any finite numbers.

    Attributes:
        right: Of the gold answer.
        wrong: Of any other answer.
        abstain: Of "I don't know".
    """

    right: float = 1.0
    wrong: float = -1.0
    abstain: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no finite number.

        Raises:
            ValueError: If one is not.
        """
        number(self.right, thing="reward right", way_out="use 1")
        number(self.wrong, thing="reward wrong", way_out="use -1e6 for what must never happen")
        number(self.abstain, thing="reward abstain", way_out="use 0")

    @classmethod
    def confidence_target(cls, t: float) -> Reward:
        """The reward whose threshold is t in [0, 1): right 1, wrong -t / (1 - t), abstain 0.

        A. T. Kalai, O. Nachum, S. S. Vempala and E. Zhang, "Why language models hallucinate", 2025.

        Raises:
            ValueError: If t is no chance below 1.

        >>> Reward.confidence_target(0.75)
        Reward(right=1.0, wrong=-3.0, abstain=0.0)
        """
        if chance(t, thing="the confidence target") == 1.0:
            raise ValueError("the confidence target is 1, where no answer pays; use one below 1")
        return cls(1.0, -t / (1 - t), 0.0)

    @property
    def threshold(self) -> float | None:
        """T in (-inf, inf): answer iff the chance to be right is above it; None if right <= wrong.

        At or below 0 every answer pays, at or above 1 none does.
        """
        if self.right <= self.wrong:
            return None
        return (self.abstain - self.wrong) / (self.right - self.wrong)

    def graded(self, *, false_positive: float = 0.0, false_negative: float = 0.0) -> Reward:
        """What a noisy grader pays on average, in place of this reward.

        It takes a wrong answer for right with chance `false_positive` and a right one for wrong
        with chance `false_negative`; it never mistakes "I don't know".

        Raises:
            ValueError: If one is no chance.
        """
        phi = chance(false_positive, thing="false_positive")
        psi = chance(false_negative, thing="false_negative")
        return replace(
            self,
            right=(1 - psi) * self.right + psi * self.wrong,
            wrong=phi * self.right + (1 - phi) * self.wrong,
        )

    def of_answers(self) -> FloatArray:
        """`(A,)` the worth of each class of answers."""
        worth = np.full(ANSWERS, float(self.wrong))
        worth[GOLD], worth[IDK] = self.right, self.abstain
        return worth


def reward_of(reward: Reward | None) -> Reward:
    """The reward; right +1, wrong -1, "I don't know" 0 for None.

    Raises:
        ValueError: If it is neither.
    """
    if reward is None:
        return Reward()
    one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -1, 0)")
    return reward
