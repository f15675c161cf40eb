"""How much a hypothesis weighs that implies so many lies: what a learner that expects lies goes by.

- Up to e lies: a hypothesis that implies i of them weighs C(k - 1, e - i), what it adds to the one
  side of Berlekamp's balance with k questions to come: see `weights`. More than e refute it.
- Lies at a rate p < 1/2: it weighs (p / (1 - p))^i, its posterior chance if all were alike likely.
  Each answer multiplies the weights of those that it contradicts: noisy binary search (Burnashev &
  Zigangirov, "An interval estimation problem for controlled observations", Problems of Information
  Transmission 10, 1974), multiplicative weights (Karp & Kleinberg, "Noisy binary search and its
  applications", SODA 2007), and, for any class, generalized binary search (Nowak, "Noisy
  generalized binary search", NIPS 2009).
"""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.checks import chance, quoted
from teachsim.symbolic.liars.weights import rounds_needed

__all__ = ["DIGITS", "Weighing", "by_chance", "by_number", "informative"]

Weighing = Callable[[IntArray], FloatArray]
"""From how many lies each hypothesis implies, `(..., m)`, to its weight, `(..., m)`, at least 0."""

DIGITS = 9
"""Balances of weight that agree to so many digits are taken for even: float sums differ by less."""


def by_number(most: int) -> Weighing:
    """The weighing of up to so many lies, by Berlekamp."""

    def weigh(implied: IntArray) -> FloatArray:
        counts = [int((implied == i).sum()) for i in range(most + 1)]
        k = rounds_needed(counts)
        stakes = [comb(max(k - 1, 0), most - i) for i in range(most + 1)]
        largest = max(stakes) or 1
        table = np.array([stake / largest for stake in stakes] + [0.0])
        weights: FloatArray = table[np.minimum(implied, most + 1)]
        return weights

    return weigh


def by_chance(rate: float) -> Weighing:
    """The weighing of lies at a rate below 1/2: the posterior chance, but for a factor."""
    odds = rate / (1.0 - rate)

    def weigh(implied: IntArray) -> FloatArray:
        weights: FloatArray = odds ** (implied - implied.min(axis=-1, keepdims=True))
        return weights

    return weigh


def informative(rate: float, *, thing: str) -> float:
    """The rate.

    Raises:
        ValueError: It is no chance, or 1/2 or more.
    """
    rate = chance(rate, thing=thing)
    if rate >= 0.5:
        raise ValueError(
            f"{thing} is {quoted(rate)}, but answers that are false half of the time tell nothing, "
            "and past that they mean the opposite; give a rate below 1/2"
        )
    return rate
