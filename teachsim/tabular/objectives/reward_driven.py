"""Reinforcement learning with exact expectations: the gradient of the expected reward, reshaped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.regimes import QUERY, Regime
from teachsim.tabular.numbers import count, number
from teachsim.tabular.objectives.situation import Situation

__all__ = ["PPO", "KLRegularised", "NaturalGradient", "PolicyGradient", "advantage", "log_ratio"]

_MOST_INNER = 1_000_000_000  # steps: no run has as many


def advantage(at: Situation) -> FloatArray:
    """`(C, A)` reward less its mean over the policy's own answers."""
    mean = at.chances @ at.worth
    return np.asarray(at.worth - mean[:, np.newaxis])


@dataclass(frozen=True)
class PolicyGradient:
    """REINFORCE in expectation: w = pi (r - b); any b that is the same for all y gives the same.

    R. J. Williams, "Simple statistical gradient-following algorithms for connectionist
    reinforcement learning", Machine Learning 8, 1992.

    Attributes:
        baseline: b; None for the mean reward.
    """

    baseline: float | None = None

    def __post_init__(self) -> None:
        """Refuse a baseline that is no number.

        Raises:
            ValueError: If it is none.
        """
        if self.baseline is not None:
            number(self.baseline, thing="baseline", way_out="use None for the mean reward")

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi (r - b)."""
        if self.baseline is not None:
            return np.asarray(at.chances * (at.worth - self.baseline))
        return at.chances * advantage(at)


@dataclass(frozen=True)
class NaturalGradient:
    """Natural policy gradient (mirror descent) on the gate: logits += rate (Q_m - J).

    Q_m is the mean reward of mode m over the items of a bin. Needs a gate with a logit for each bin
    and no item memory; the engine asks `exact` for it. S. Kakade, "A natural policy gradient",
    NeurIPS 2001.
    """

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` those of the policy gradient, which climbs the same objective another way."""
        return at.chances * advantage(at)


@dataclass(frozen=True)
class KLRegularised:
    """Expected reward less beta times the divergence from where the phase began.

    w = pi (rho - E rho) with rho = r - beta log(pi / pi_ref); unrestricted, its optimum is
    pi_ref exp(r / beta) / Z. D. M. Ziegler et al., "Fine-tuning language models from human
    preferences", 2019.

    Attributes:
        beta: Weight of the divergence, above 0, in units of reward per nat.
    """

    beta: float = 0.1

    def __post_init__(self) -> None:
        """Refuse a beta that is not positive.

        Raises:
            ValueError: If it is not.
        """
        number(self.beta, thing="beta", above=0, way_out="PolicyGradient() has none")

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi (rho - E rho)."""
        rho = at.worth - self.beta * log_ratio(at.chances, at.reference)
        mean = (at.chances * rho).sum(axis=-1, keepdims=True)
        return np.asarray(at.chances * (rho - mean))


@dataclass(frozen=True)
class PPO:
    """Proximal policy optimisation, clipped, on its own answers of a few steps ago.

    w = pi A where the clip is not reached: the ratio pi / pi_old is below 1 + clip if A > 0, above
    1 - clip if A < 0; else 0. J. Schulman et al., "Proximal policy optimization algorithms", 2017.

    Attributes:
        clip: How far the ratio may move, in (0, 1).
        inner: Steps before the samples are drawn anew, 1 to 1,000,000,000.
    """

    clip: float = 0.2
    inner: int = 4

    def __post_init__(self) -> None:
        """Refuse a clip outside (0, 1) and less than one step.

        Raises:
            ValueError: If there is either.
        """
        number(self.clip, thing="clip", above=0, below=1.0, way_out="use 0.2")
        count(self.inner, thing="inner", least=1, most=_MOST_INNER, way_out="use 4")

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi A inside the clip, 0 outside."""
        mean = (at.old * at.worth).sum(axis=-1, keepdims=True)
        gain = at.worth - mean
        ratio = np.divide(at.chances, at.old, out=np.ones_like(at.old), where=at.old > 0)
        moves = np.where(gain > 0, ratio < 1 + self.clip, ratio > 1 - self.clip)
        return np.asarray(at.chances * gain * moves)


def log_ratio(chances: FloatArray, reference: FloatArray) -> FloatArray:
    """`(C, A)` log(pi / pi_ref), 0 where an answer is never given.

    Raises:
        ValueError: If the reference never gives an answer that the policy gives.
    """
    given = chances > 0
    if (given & (reference <= 0)).any():
        raise ValueError(
            "the reference policy gives an answer no chance that the policy gives some: the "
            "divergence between them is infinite; start from a base policy that may give it"
        )
    ratio = np.divide(chances, reference, out=np.ones_like(chances), where=given)
    return np.log(ratio)
