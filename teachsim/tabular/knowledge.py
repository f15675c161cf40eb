"""What a model knows, and what it can tell of that: confidence bins by signal detection.

A question is known (recall would mostly be right) or not, which the model cannot see. It sees a
signal z, normal with mean +d'/2 where it knows and -d'/2 where it does not, cut into K bins of
equal mass: P(known | bin) is all it can base an "I don't know" on. The area under the ROC curve of
its self-knowledge is Phi(d' / sqrt 2): D. M. Green and J. A. Swets, "Signal Detection Theory and
Psychophysics", Wiley, 1966.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri

from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import chance, quoted, whole_number
from teachsim.tabular.numbers import number

__all__ = ["Knowledge"]

MOST_BINS = 2_000
MOST_ANSWERS = 1_000_000_000
_MOST_D_PRIME = 80.0  # from 20 on no float tells the area under the curve from 1
_HALVINGS = 60  # of an interval of d': its ends then differ by less than a float can say


@dataclass(frozen=True)
class Knowledge:
    """A world of independent questions and what the model knows of them.

    Attributes:
        bins: K, number of confidence bins, 1 to 2,000.
        d_prime: How well the signal tells known from unknown, in [0, 80]; 0 tells nothing.
        known: Share of known questions, in [0, 1].
        recall: Chance that recall gives the gold answer if known, in [0, 1].
        misbelief: Chance that recall gives the one wrong answer that is believed if unknown.
        answers: V, number of possible answers, 3 to 1,000,000,000.
    """

    bins: int = 20
    d_prime: float = 2.0
    known: float = 0.5
    recall: float = 0.95
    misbelief: float = 0.6
    answers: int = 50

    def __post_init__(self) -> None:
        """Refuse numbers that describe no world.

        Raises:
            ValueError: If a number is out of its range.
        """
        whole_number(self.bins, thing="bins", least=1, way_out="use 20")
        whole_number(self.answers, thing="answers", least=3, way_out="use 50")
        if self.answers > MOST_ANSWERS:
            raise ValueError(
                f"answers is {quoted(self.answers)}, but must be at most {MOST_ANSWERS:,}; use it: "
                "a guess is then hardly ever right"
            )
        if self.bins > MOST_BINS:
            raise ValueError(f"bins is {self.bins}, but must be at most {MOST_BINS}; use fewer")
        chance(self.known, thing="known")
        chance(self.recall, thing="recall")
        chance(self.misbelief, thing="misbelief")
        apart = number(
            self.d_prime, thing="d_prime", least=0, way_out="use 0 for no self-knowledge"
        )
        if apart > _MOST_D_PRIME:
            raise ValueError(
                f"d_prime is {self.d_prime}, but must be at most {_MOST_D_PRIME:g}; use 20, where "
                "known and unknown never mix"
            )

    @cached_property
    def edges(self) -> FloatArray:
        """`(K - 1,)` signals at which one bin ends and the next begins, ascending."""
        return self._quantiles(np.arange(1, self.bins) / self.bins)

    def _quantiles(self, wanted: FloatArray) -> FloatArray:
        """The signals below which these shares of all questions lie."""
        # They lie between those of the two parts of the mixture.
        shift = self.d_prime / 2
        low, high = ndtri(wanted) - shift, ndtri(wanted) + shift
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self._below(middle) < wanted
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return sealed((low + high) / 2)

    def _below(self, z: FloatArray) -> FloatArray:
        """Share of questions whose signal lies below z."""
        shift = self.d_prime / 2
        return np.asarray(self.known * ndtr(z - shift) + (1 - self.known) * ndtr(z + shift))

    @cached_property
    def mass(self) -> FloatArray:
        """`(K, 2)` share of all questions that lie in a bin and are unknown (0) or known (1)."""
        ends = np.concatenate([[-np.inf], self.edges, [np.inf]])
        shift = self.d_prime / 2
        unknown = (1 - self.known) * np.diff(ndtr(ends + shift))
        known = self.known * np.diff(ndtr(ends - shift))
        return sealed(np.stack([unknown, known], axis=1))

    @cached_property
    def share(self) -> FloatArray:
        """`(K,)` share of all questions that lie in a bin; 1 / K but for rounding."""
        return sealed(self.mass.sum(axis=1))

    @cached_property
    def known_given_bin(self) -> FloatArray:
        """`(K,)` P(known | bin), ascending."""
        return sealed(self.mass[:, 1] / self.share)

    @cached_property
    def signal(self) -> FloatArray:
        """`(K,)` a signal in the middle of each bin, by mass."""
        return self._quantiles((np.arange(self.bins) + 0.5) / self.bins)

    @property
    def auroc(self) -> float:
        """Chance that a known question has the higher signal of a known and an unknown one."""
        return float(ndtr(self.d_prime / math.sqrt(2)))

    @cached_property
    def right_given_bin(self) -> FloatArray:
        """`(K,)` chance that recall is right in a bin: the confidence of its answers."""
        lucky = (1 - self.misbelief) / (self.answers - 1)
        return sealed(self.known_given_bin * self.recall + (1 - self.known_given_bin) * lucky)
