"""Several right wordings of one answer: which training keeps them, and which keeps one.

The policy is a softmax over W wordings, a logit theta each, and starts at the base model. An
objective that marks all valid wordings alike and all others alike has w = pi a on the valid and
w = pi b on the others, so that, with v the mass of the valid and g = a - b,

    d theta_i = g (1 - v) pi_i  if valid,   d theta_k = -g v pi_k  if not.

Only g differs: policy gradient, PSR, NSR, GRPO, RLOO and rejection sampling on fresh samples walk
one and the same curve, each at a pace of its own. As pi_i = e^theta_i / Z, the rate of e^-theta_i
is -g (1 - v) / Z for every valid i: e^-theta_i - e^-theta_j never changes, nor does the sum of all
theta. v -> 1 needs logits that grow without bound, and by that invariant only the largest can: all
variety is lost to the wording that was likeliest at the start. A natural gradient adds the same to
all valid logits and keeps their proportions, as does the optimum under a divergence penalty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from teachsim.core.arrays import BoolArray, FloatArray, sealed
from teachsim.core.checks import chance, one_of, quoted, whole_number, whole_numbers
from teachsim.core.regimes import DEMONSTRATION, Regime
from teachsim.tabular.numbers import count, floats
from teachsim.tabular.objectives.situation import Situation
from teachsim.tabular.reward import Reward

__all__ = [
    "LIKELY_VALID",
    "Shown",
    "Wordings",
    "check_wordings",
    "divergence",
    "effective_number",
    "validity",
]

LIKELY_VALID: Final = (2, 4, 5, 8, 10, 13, 16, 19)
"""Ranks of the valid wordings by default: 8 of 20 that have mass .380 in a Zipf base model."""

_MOST = 10_000


@dataclass(frozen=True, eq=False)
class Wordings:
    """One prompt whose answer can be said in several right ways.

    Policies over it have R = W + 1 columns: the wordings, and "I don't know" as the last.

    Attributes:
        base: `(W,)` chances in the base model of an answer that is given, above 0, summing to 1.
        valid: `(W,)` bool; at least one is, at least one is not.
        idk: Chance that the base model gives no answer, in [0, 1).
    """

    base: FloatArray
    valid: BoolArray
    idk: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no base model.

        Raises:
            ValueError: If the chances are none, or all wordings are equally right or wrong.
        """
        base = floats(self.base, thing="the chances of wordings", way_out="use Wordings.zipf()")
        valid = np.asarray(self.valid)
        if base.ndim != 1 or base.shape != valid.shape or not 2 <= len(base) <= _MOST:
            raise ValueError(
                f"base and valid have shapes {base.shape} and {valid.shape}, but must be lists of "
                f"the same 2 to {_MOST:,} wordings; give a chance and a bool for each"
            )
        if not (base > 0).all() or not abs(base.sum() - 1) < 1e-9:
            raise ValueError(
                f"base is {quoted(base.tolist())}, but must be chances above 0 that sum to 1; "
                "divide by the sum, and leave out what is never said"
            )
        if valid.dtype != np.bool_ or valid.all() or not valid.any():
            raise ValueError(
                f"valid is {quoted(valid.tolist())}, but must be bools of which some are true and "
                "some false; else there is nothing to learn"
            )
        if chance(self.idk, thing="idk") == 1.0:
            raise ValueError("idk is 1, but a base model that never answers has no wordings")
        object.__setattr__(self, "base", sealed(base / base.sum()))
        object.__setattr__(self, "valid", sealed(valid))

    @classmethod
    def zipf(
        cls, n: int = 20, *, valid: npt.ArrayLike = LIKELY_VALID, idk: float = 0.0
    ) -> Wordings:
        """A base model that says the wording of rank r with chance proportional to 1 / r.

        Args:
            n: W, number of wordings, 2 to 10,000.
            valid: Ranks of the valid ones, from 1 to n.
            idk: Chance that the base model gives no answer.

        Raises:
            ValueError: If a number is out of its range.

        >>> round(Wordings.zipf().valid_mass, 3)
        0.38
        """
        ranks = np.arange(1, count(n, thing="n", least=2, most=_MOST, way_out="use 20") + 1)
        marked = whole_numbers(valid, thing="ranks of valid wordings", way_out="use 1 to n")
        if marked.size and (marked.min() < 1 or marked.max() > n):
            raise ValueError(f"a valid rank of {marked.tolist()} is not in 1..{n}; change valid")
        return cls((1 / ranks) / (1 / ranks).sum(), np.isin(ranks, marked), idk)

    @property
    def valid_mass(self) -> float:
        """Chance that an answer of the base model is valid."""
        return float(self.base[self.valid].sum())

    @property
    def start(self) -> FloatArray:
        """`(R,)` the base model: wordings, then "I don't know"."""
        return np.append((1 - self.idk) * self.base, self.idk)

    def worth(self, reward: Reward) -> FloatArray:
        """`(R,)` the reward of each response."""
        return np.append(np.where(self.valid, reward.right, reward.wrong), reward.abstain)

    def only(self, rank: int) -> Shown:
        """Demonstrations of one wording alone, by its place from 1 on.

        Raises:
            ValueError: If there is no such wording.
        """
        whole_number(rank, thing="rank", least=1, way_out="use 1 for the first wording")
        if rank > len(self.base):
            raise ValueError(f"rank is {rank}, but there are {len(self.base)}; use a smaller one")
        return Shown(np.eye(len(self.base))[rank - 1])

    def diverse(self) -> Shown:
        """Demonstrations by many writers: every valid wording equally often."""
        return Shown(self.valid / self.valid.sum())

    def kept(self) -> Shown:
        """The base model's own valid samples: rejection sampling, drawn once and then fitted.

        Drawn anew at each step it is `objectives.RejectionSampling`, and loses its variety.
        """
        return Shown(self.base * self.valid / self.valid_mass)


@dataclass(frozen=True, eq=False)
class Shown:
    """Supervised fine-tuning on demonstrations of given shares: w is the share.

    Attributes:
        share: `(W,)` how often each wording is shown; sums to 1.
    """

    share: FloatArray

    def __post_init__(self) -> None:
        """Refuse what are no shares.

        Raises:
            ValueError: If they are negative or do not sum to 1.
        """
        share = floats(self.share, thing="shares", way_out="use Wordings.diverse()")
        if share.ndim != 1 or not (share >= 0).all() or not abs(share.sum() - 1) < 1e-9:
            raise ValueError(
                f"share is {quoted(share.tolist())}, but must be chances that sum to 1; "
                "Wordings.only, .diverse and .kept make some"
            )
        object.__setattr__(self, "share", sealed(share / share.sum()))

    @property
    def regime(self) -> Regime:
        """Somebody else picks the answer; only right ones are shown."""
        return DEMONSTRATION

    def weights(self, at: Situation) -> FloatArray:
        """`(1, R)` the shares; nothing for "I don't know"."""
        return np.append(self.share, 0.0)[np.newaxis] + np.zeros_like(at.chances)


def validity(chances: FloatArray, wordings: Wordings) -> FloatArray:
    """`(...)` mass of the valid wordings of policies `(..., R)`, in [0, 1]."""
    check_wordings(wordings)
    return np.asarray(chances[..., :-1] @ wordings.valid.astype(float))


def effective_number(chances: FloatArray, wordings: Wordings) -> FloatArray:
    """`(...)` how many valid wordings policies `(..., R)` use, e to the entropy of pi given valid.

    1 if it is always the same, their number if all are equally likely, 0 if none is ever used.
    M. O. Hill, "Diversity and evenness", Ecology 54, 1973.
    """
    check_wordings(wordings)
    inside = chances[..., :-1][..., wordings.valid]
    total = inside.sum(axis=-1, keepdims=True)
    given = np.divide(inside, total, out=np.zeros_like(inside), where=total > 0)
    return np.where(total[..., 0] > 0, np.exp(-xlogy(given, given).sum(axis=-1)), 0.0)


def divergence(chances: FloatArray, wordings: Wordings) -> FloatArray:
    """`(...)` divergence KL(pi | base) of policies `(..., R)` from the base model, in nats."""
    check_wordings(wordings)
    start = np.where(wordings.start > 0, wordings.start, 1.0)  # never given, before or after
    return np.asarray(xlogy(chances, chances / start).sum(axis=-1))


def check_wordings(wordings: object) -> None:
    """Refuse what are no wordings."""
    one_of(Wordings, wordings, thing="the wordings", way_out="pass Wordings.zipf()")
