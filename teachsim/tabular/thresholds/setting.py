"""Where a threshold is read: what the gate cannot know, what answers are worth, how it begins.

Two actions: to answer, or to say "I don't know". Recall and guessing are one action here, as the
credit for an answer never goes to abstaining (`policy.Outlook.credit`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, one_of, quoted
from teachsim.tabular.policy import Start
from teachsim.tabular.reward import Reward

__all__ = ["Ignorance", "Prediction", "Setting"]


class Ignorance(StrEnum):
    """What a confidence of p means."""

    EPISTEMIC = "epistemic"  # a share p of the items that look alike is always answered right
    ALEATORIC = "aleatoric"  # every item is answered right with chance p, each time anew


@dataclass(frozen=True)
class Prediction:
    """A threshold in closed form.

    Attributes:
        value: The confidence at which the trained gate crosses 1/2, in [0, 1]: 0 always answers, 1
            never does; None if there is no such confidence.
        why: The formula, or why there is none.
    """

    value: float | None
    why: str


@dataclass(frozen=True)
class Setting:
    """What a threshold depends on, besides the objective.

    Attributes:
        reward: What answers are worth.
        ignorance: "epistemic" or "aleatoric", see `Ignorance`.
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        false_positive: Chance that the grader takes a wrong answer for right, each time anew.
        false_negative: Chance that it takes a right answer for wrong.
    """

    reward: Reward = field(default_factory=Reward)
    ignorance: str = Ignorance.EPISTEMIC
    base_idk: float = 0.2
    false_positive: float = 0.0
    false_negative: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no setting.

        Raises:
            ValueError: If a value is of the wrong kind or out of its range.
        """
        one_of(Reward, self.reward, thing="the reward", way_out="pass Reward()")
        if str(self.ignorance) not in set(Ignorance):
            offered = " or ".join(repr(str(kind)) for kind in Ignorance)
            raise ValueError(
                f"ignorance is {quoted(self.ignorance)}, but must be {offered}; see Ignorance"
            )
        Start(self.base_idk)  # it refuses what is no chance in (0, 1)
        chance(self.false_positive, thing="false_positive")
        chance(self.false_negative, thing="false_negative")

    @property
    def epistemic(self) -> bool:
        """Whether an item is always answered right or never."""
        return Ignorance(self.ignorance) is Ignorance.EPISTEMIC

    @property
    def base(self) -> float:
        """Log odds of answering in the base model."""
        return math.log1p(-self.base_idk) - math.log(self.base_idk)

    @property
    def worths(self) -> tuple[float, float, float]:
        """The reward of right, wrong, and "I don't know"."""
        return float(self.reward.right), float(self.reward.wrong), float(self.reward.abstain)

    def marked_right(self, right: FloatArray) -> FloatArray:
        """Chance that an answer is marked right which is right with chance `right`."""
        right = np.asarray(right, dtype=float)
        return right * (1 - self.false_negative) + (1 - right) * self.false_positive
