"""Group-relative advantages: an answer is compared with the G - 1 others drawn for its question.

Only how many of the others are right, wrong or abstain matters, so the expectation over groups is a
sum over compositions, weighted by the multinomial. With the group's mean alone it is the policy
gradient but for a factor; divided by its standard deviation it is another objective.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaln

from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import one_of, whole_number
from teachsim.core.regimes import QUERY, Regime
from teachsim.tabular.answers import GOLD, IDK
from teachsim.tabular.objectives.situation import Situation

__all__ = ["GRPO", "RLOO", "advantages", "compositions"]

_MOST = 256
_OUTCOMES = 3  # right, wrong, "I don't know"
_MOST_ENTRIES = 1 << 21  # of a table of kinds by compositions: 16 MiB at a time
_NEVER = 1e-300  # in place of the logarithm of 0


@dataclass(frozen=True)
class GRPO:
    """Group-relative policy optimisation; without std it is Dr. GRPO.

    A = (r - mean) / std over the group, itself included; 0 where all its rewards are equal.
    Z. Shao et al., "DeepSeekMath", 2024; Z. Liu et al., "Understanding R1-Zero-like training", 2025
    (Dr. GRPO).

    Attributes:
        group: G, answers drawn for each question, 2 to 256.
        std: Whether the advantage is divided by the standard deviation of the group (of all its
            G members: the divisor is G).
    """

    group: int = 8
    std: bool = True

    def __post_init__(self) -> None:
        """Refuse groups that say nothing.

        Raises:
            ValueError: If the group is too small or too large, or `std` no switch.
        """
        _group(self.group)
        one_of(bool, self.std, thing="std", way_out="pass True or False")

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi times the mean advantage of each answer."""
        if self.std:
            return at.chances * _standardised(at, group=self.group)
        mean = (at.chances @ at.worth)[:, np.newaxis]
        share = (self.group - 1) / self.group  # the answer itself is in the mean
        return np.asarray(at.chances * share * (at.worth - mean))


@dataclass(frozen=True)
class RLOO:
    """REINFORCE with the mean of the others as baseline: in expectation the policy gradient.

    W. Kool, H. van Hoof and M. Welling, "Buy 4 REINFORCE samples, get a baseline for free!", 2019.

    Attributes:
        group: G, answers drawn for each question, 2 to 256.
    """

    group: int = 8

    def __post_init__(self) -> None:
        """Refuse groups that say nothing.

        Raises:
            ValueError: If the group is too small or too large.
        """
        _group(self.group)

    @property
    def regime(self) -> Regime:
        """The learner's own answers are marked right or wrong."""
        return QUERY

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` pi (r - J)."""
        mean = (at.chances @ at.worth)[:, np.newaxis]
        return np.asarray(at.chances * (at.worth - mean))


def _group(size: int) -> None:
    """Refuse a group that says nothing, or too much to sum over.

    Raises:
        ValueError: If it does.
    """
    whole_number(size, thing="group", least=2, way_out="one answer has nothing to compare with")
    if size > _MOST:
        raise ValueError(f"group is {size}, but must be at most {_MOST}; use a smaller one")


@cache
def compositions(others: int) -> tuple[FloatArray, FloatArray]:
    """`(N, 3)` how many of the others are right, wrong, abstain; `(N,)` log multinomials."""
    right, wrong = np.meshgrid(np.arange(others + 1), np.arange(others + 1), indexing="ij")
    inside = right + wrong <= others
    right, wrong = right[inside], wrong[inside]
    found = np.stack([right, wrong, others - right - wrong], axis=1).astype(float)
    ways = gammaln(others + 1) - gammaln(found + 1).sum(axis=1)
    return sealed(found), sealed(ways)


def advantages(members: FloatArray, worth: FloatArray) -> FloatArray:
    """`(N, 3)` (r - mean) / std of each outcome in groups; 0 where all rewards are equal.

    Args:
        members: `(N, 3)` how many of a group are right, wrong, abstain.
        worth: `(3,)` their rewards.
    """
    # From their middle and in units of their range, as squares would swallow small differences.
    middle, apart = worth.mean(), np.ptp(worth)
    centred = (worth - middle) / apart if apart > 0 else np.zeros(_OUTCOMES)
    group = members.sum(axis=1, keepdims=True)
    gain = centred - members @ centred[:, np.newaxis] / group
    spread = np.sqrt((members * gain**2).sum(axis=1, keepdims=True) / group)
    # All rewards of a group may be equal but for rounding: then it says nothing.
    first = centred[(members > 0).argmax(axis=1)][:, np.newaxis]
    equal = np.where(members > 0, centred == first, True).all(axis=1, keepdims=True)
    return np.divide(gain, spread, out=np.zeros_like(gain), where=~equal)


@cache
def _gains(group: int, worth: tuple[float, float, float]) -> FloatArray:
    """`(N, 3)` (r - mean) / std of each outcome, for each composition of the others."""
    others, _ = compositions(group - 1)
    own = np.eye(_OUTCOMES)
    gains = [advantages(others + own[i], np.array(worth))[:, i] for i in range(_OUTCOMES)]
    return sealed(np.stack(gains, axis=1))


def _standardised(at: Situation, *, group: int) -> FloatArray:
    """`(C, A)` expected (r - mean) / std over the group."""
    others, ways = compositions(group - 1)
    worths = at.worth[[GOLD, GOLD + 1, IDK]].tolist()
    gains = _gains(group, (worths[0], worths[1], worths[2]))
    found = np.empty((len(at.chances), _OUTCOMES))
    many = max(1, _MOST_ENTRIES // len(others))
    for first in range(0, len(found), many):
        some = at.chances[first : first + many]
        right, idk = some[:, GOLD], some[:, IDK]
        outcome = np.stack([right, np.clip(1 - right - idk, 0, None), idk], axis=1)
        # A product of powers as a product of matrices; 0 to the power of 0 is 1, and 0 else.
        logs = np.log(np.maximum(outcome, _NEVER)) @ others.T
        found[first : first + many] = np.exp(logs + ways) @ gains
    return found[:, [0, 1, 1, 2]]
