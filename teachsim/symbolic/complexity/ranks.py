"""How many examples a teacher without a clash needs, by linear algebra over two elements.

Let A[h, g] be 1 where g agrees with the k examples of h. By the labels of h, it is a product of k
functions that are linear, but for a constant, in g; if all hypotheses less one span r dimensions, A
has rank at most R = sum of C(r, i), i <= k. No two clash iff the entrywise product of A and its
transpose is the identity, of rank m; entrywise products multiply ranks, so m <= R^2.

For k = 1 there is a sharper count. Let D = 1 - A, of rank r + 1 at most with its constant. Each of
the m (m - 1) / 2 pairs has a 1 in D or its transpose; as h tells itself from at most so many, few
pairs, e, have both, and D, its transpose, and all ones add up to the identity and those pairs. By
Turan's theorem m^2 / (m + 2e) hypotheses are in none of the pairs with each other, and as many
dimensions are needed: at most 2 (r + 1). So the parities of 5 variables need 2 examples, those of 4
need 1.
"""

from __future__ import annotations

import math

import numpy as np

from teachsim.symbolic import words
from teachsim.symbolic.cosets import basis
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["fewest_by_rank"]


def fewest_by_rank(of: HypothesisClass) -> int:
    """A number of examples that any teacher without a clash needs."""
    m, rank = len(of), len(basis(row ^ of.row_bits[0] for row in of.row_bits))
    size = 0
    while m > sum(math.comb(rank, i) for i in range(size + 1)) ** 2:
        size += 1
    return max(size, 2) if size == 1 and _one_is_too_few(of, rank=rank) else size


def _one_is_too_few(of: HypothesisClass, *, rank: int) -> bool:
    """Whether the sharper count for one example each leaves no teacher."""
    m, told = len(of), np.zeros(len(of), dtype=np.int64)
    for column in of.columns:
        right = words.unpack(column, n_bits=m)
        many = int(right.sum())
        told = np.maximum(told, np.where(right, m - many, many))
    both = int(told.sum()) - m * (m - 1) // 2
    return both < 0 or m * m > 2 * (rank + 1) * (m + 2 * both)
