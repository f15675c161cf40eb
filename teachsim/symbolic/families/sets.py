"""Families of plain sets: singletons, subsets by size, cyclic pairs, Warmuth's class.

Instances are called "1" to "n", hypotheses by their members, as in "{1, 4}". Sizes and dimensions
are those of theory.md S2, each checked by brute force in the tests.
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.families.limit import LIMIT, MOST_BITS, Limit, affordable, whole
from teachsim.symbolic.families.naming import braces, numbers
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = [
    "cyclic_pairs",
    "powerset",
    "singletons",
    "subsets_of_size",
    "subsets_up_to",
    "warmuth",
]


def singletons(n: int, *, empty: bool = False, limit: Limit = LIMIT) -> HypothesisClass:
    """The n sets of one instance each: n hypotheses, or n + 1 with the empty set.

    VC and Littlestone dimension 1 for n >= 2. One positive example teaches any of them, yet proper
    equivalence queries need n - 1; with the empty set added they need 1 (D. Angluin, "Queries and
    concept learning", Machine Learning 2, 1988).

    Args:
        n: number of instances, at least 1.
        empty: is the empty set a hypothesis too?
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, `empty` is no bool, or the class is above the limit.
    """
    n = whole(n, "n")
    a_switch(empty, thing="empty")
    affordable(f"singletons({n})", n + empty, n_instances=n, limit=limit)
    return _named(np.eye(n, dtype=np.bool_), empty=empty)


def powerset(n: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """All 2^n subsets of n instances, in the order of binary numbers.

    VC, Littlestone, teaching and recursive teaching dimension, star number and every number of
    queries are n; the no-clash teaching dimension is ceil(n / 2).

    Raises:
        ValueError: n is out of range, or the class is above the limit.
    """
    n = whole(n, "n", high=MOST_BITS)
    affordable(f"powerset({n})", 2**n, n_instances=n, limit=limit)
    return _named((np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.bool_))


def subsets_of_size(n: int, k: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The binomial(n, k) subsets of n instances with exactly k members; VC min(k, n - k).

    Args:
        n: number of instances, at least 1.
        k: number of members, in [0, n].
        limit: refuse a larger class.

    Raises:
        ValueError: n or k is out of range, or the class is above the limit.
    """
    n = whole(n, "n")
    k = whole(k, "k", low=0, high=n)
    affordable(f"subsets_of_size({n}, {k})", math.comb(n, k), n_instances=n, limit=limit)
    return _named(_of_size(n, k))


def subsets_up_to(n: int, k: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The subsets with at most k members, smallest first: sum of binomial(n, i) for i <= k.

    A maximum class (N. Sauer, "On the density of families of sets", 1972): VC is k, and no class of
    VC dimension k on n instances has more hypotheses.

    Args:
        n: number of instances, at least 1.
        k: most members, in [0, n].
        limit: refuse a larger class.

    Raises:
        ValueError: n or k is out of range, or the class is above the limit.
    """
    n = whole(n, "n")
    k = whole(k, "k", low=0, high=n)
    size = sum(math.comb(n, i) for i in range(k + 1))
    affordable(f"subsets_up_to({n}, {k})", size, n_instances=n, limit=limit)
    return _named(np.concatenate([_of_size(n, i) for i in range(k + 1)]))


def cyclic_pairs(n: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The n pairs {i, i + 1} around a circle of n instances; VC 2 for n >= 4.

    Args:
        n: number of instances, at least 3 (two instances have one pair).
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, or the class is above the limit.
    """
    n = whole(n, "n", low=3)
    affordable(f"cyclic_pairs({n})", n, n_instances=n, limit=limit)
    one = np.eye(n, dtype=np.bool_)
    return _named(one | np.roll(one, 1, axis=1))


def warmuth() -> HypothesisClass:
    """Warmuth's class, 10 hypotheses on 5 instances: the smallest with RTD 3 above VC 2.

    The rotations of 11000 and of 11010. Source: T. Doliwa, G. Fan, H. U. Simon and S. Zilles,
    "Recursive teaching dimension, VC-dimension and sample compression", Journal of Machine Learning
    Research 15, 2014, where it is credited to M. Warmuth.
    """
    seeds = np.array([[1, 1, 0, 0, 0], [1, 1, 0, 1, 0]], dtype=np.bool_)
    return _named(np.concatenate([np.roll(seeds, by, axis=1) for by in range(5)]))


def _of_size(n: int, k: int) -> BoolArray:
    """Table `(binomial(n, k), n)` of the subsets of size k, in lexicographic order."""
    members = itertools.chain.from_iterable(itertools.combinations(range(n), k))
    chosen = np.fromiter(members, dtype=np.int64).reshape(math.comb(n, k), k)
    table = np.zeros((len(chosen), n), dtype=np.bool_)
    np.put_along_axis(table, chosen, values=True, axis=1)
    return table


def _named(table: BoolArray, *, empty: bool = False) -> HypothesisClass:
    """The class of these sets, after the empty one where asked."""
    if empty:
        table = np.vstack([np.zeros_like(table[:1]), table])
    instances = numbers(table.shape[1])
    return HypothesisClass(table, braces(table, instances), instances=instances)
