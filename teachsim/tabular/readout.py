"""How often a policy is truthful, makes things up, or says that it does not know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.tabular.answers import GOLD, IDK
from teachsim.tabular.items import Items

__all__ = ["Readout", "rates"]


@dataclass(frozen=True, eq=False)
class Readout:
    """Rates over the steps of training; of several runs with their axis in front of all.

    Attributes:
        by_knowledge: `(..., T, 2, 3)` chance to be truthful, to hallucinate, to abstain, on
            unknown (0) and known (1) questions; the last axis sums to 1.
        share: Share of known questions.
    """

    by_knowledge: FloatArray
    share: float

    @property
    def overall(self) -> FloatArray:
        """`(..., T, 3)` the three rates over all questions."""
        return np.asarray(
            (1 - self.share) * self.by_knowledge[..., 0, :]
            + self.share * self.by_knowledge[..., 1, :]
        )

    @property
    def truthful(self) -> FloatArray:
        """`(..., T)` chance of a right answer."""
        return self.overall[..., 0]

    @property
    def hallucinated(self) -> FloatArray:
        """`(..., T)` chance of a wrong answer."""
        return self.overall[..., 1]

    @property
    def abstained(self) -> FloatArray:
        """`(..., T)` chance of "I don't know"."""
        return self.overall[..., 2]

    @property
    def prudence(self) -> FloatArray:
        """`(..., T)` chance of "I don't know" on what is not known."""
        return self.by_knowledge[..., 0, 2]

    @property
    def over_conservativeness(self) -> FloatArray:
        """`(..., T)` chance of "I don't know" on what is known."""
        return self.by_knowledge[..., 1, 2]

    @property
    def honesty(self) -> FloatArray:
        """`(..., T)` (1 - over-conservativeness + prudence) / 2, in [0, 1].

        Y. Yang et al., "Alignment for honesty", 2023.
        """
        return (1 - self.over_conservativeness + self.prudence) / 2

    def reward(self, worth: FloatArray) -> FloatArray:
        """`(..., T)` mean reward, of `Reward.of_answers()`."""
        return self.overall @ worth[[GOLD, GOLD + 1, IDK]]


def rates(chances: FloatArray, items: Items) -> FloatArray:
    """`(2, 3)` chance to be truthful, hallucinate, abstain on unknown and known items.

    A side that has no items counts as abstaining.
    """
    three, found = np.empty((len(items), 3)), np.empty((2, 3))
    three[:, 0], three[:, 1] = chances[:, GOLD], chances[:, 1] + chances[:, 2]
    three[:, 2] = chances[:, IDK]
    for side, (mass, total) in enumerate(items.sides):
        found[side] = mass @ three / total if total > 0 else (0.0, 0.0, 1.0)
    return found
