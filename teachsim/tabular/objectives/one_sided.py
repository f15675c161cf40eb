"""Feedback with one sign: right answers alone (approval), wrong ones alone, or both reweighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import quoted, whole_number
from teachsim.core.regimes import APPROVAL, QUERY, Regime
from teachsim.tabular.numbers import number
from teachsim.tabular.objectives.situation import Situation

__all__ = ["NSR", "PSR", "BestOfN", "RejectionSampling", "WReinforce"]

_MOST_DRAWN = 1_000_000


@dataclass(frozen=True)
class PSR:
    """Positive-sample reinforcement: w = pi r where r > 0.

    X. Zhu et al., "The surprising effectiveness of negative reinforcement in LLM reasoning", 2025.
    """

    @property
    def regime(self) -> Regime:
        """The learner's own answers; only right ones are marked."""
        return APPROVAL

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi r, for positive rewards."""
        return np.asarray(at.chances * np.maximum(at.worth, 0))


@dataclass(frozen=True)
class NSR:
    """Negative-sample reinforcement: w = pi r where r < 0. Source as for `PSR`."""

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked; it makes nothing of what is marked right."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi r, for negative rewards."""
        return np.asarray(at.chances * np.minimum(at.worth, 0))


@dataclass(frozen=True)
class WReinforce:
    """Weighted REINFORCE: lambda PSR + NSR. Source as for `PSR`.

    Attributes:
        lam: Weight of what is right, above 0.
    """

    lam: float = 0.1

    def __post_init__(self) -> None:
        """Refuse a weight that is not positive.

        Raises:
            ValueError: If it is not.
        """
        number(self.lam, thing="lam", above=0, way_out="use NSR() for 0")

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` lambda pi r for positive rewards, pi r for negative ones."""
        worth = np.maximum(at.worth, 0) * self.lam + np.minimum(at.worth, 0)
        return np.asarray(at.chances * worth)


@dataclass(frozen=True)
class RejectionSampling:
    """Fine-tuning on the policy's own answers with a positive reward (RFT).

    w = pi / pi(kept) on what is kept; an item of which nothing can be kept teaches nothing. Z. Yuan
    et al., "Scaling relationship on learning mathematical reasoning", 2023.
    """

    @property
    def regime(self) -> Regime:
        """The learner's own answers; only right ones are marked."""
        return APPROVAL

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` the policy, given that the answer is kept."""
        kept = at.chances * (at.worth > 0)
        total = kept.sum(axis=-1, keepdims=True)
        return np.divide(kept, total, out=np.zeros_like(kept), where=total > 0)


@dataclass(frozen=True)
class BestOfN:
    """Fine-tuning on the best of n own answers: w = F(r)^n - F(r-)^n, shared over ties.

    F is the policy's distribution of rewards. N. Stiennon et al., "Learning to summarize from human
    feedback", NeurIPS 2020.

    Attributes:
        n: Answers drawn for each question, 1 to 1,000,000.
    """

    n: int = 4

    def __post_init__(self) -> None:
        """Refuse less than one, and more than a power can tell from none.

        Raises:
            ValueError: If there are.
        """
        whole_number(self.n, thing="n", least=1, way_out="use 4")
        if self.n > _MOST_DRAWN:
            raise ValueError(f"n is {quoted(self.n)}, but must be at most {_MOST_DRAWN:,}; use it")

    @property
    def regime(self) -> Regime:
        """The learner's own answers; only the best is shown to it."""
        return APPROVAL

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` chance that the best of n is of each class."""
        same = at.worth == at.worth[:, np.newaxis]
        below = at.worth < at.worth[:, np.newaxis]  # [a, b]: b is worth less than a
        tied, under = at.chances @ same.T, at.chances @ below.T
        won = np.minimum(under + tied, 1) ** self.n - np.minimum(under, 1) ** self.n
        share = np.divide(at.chances, tied, out=np.zeros_like(tied), where=tied > 0)
        return share * won
