"""Which of many sets contain no other: who hits these hits all."""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.words import WordArray

__all__ = ["minimal"]

# So many sets at a time are compared with all that are left, while at most so many are kept.
_AT_ONCE = 32
_MOST_KEPT = 1000
# After so many comparisons that left none out, the others are not likely to.
_PATIENCE = 4


def minimal(sets: WordArray) -> IntArray:
    """Indices of the sets that contain no other, one of equal ones; small ones first.

    Where more than a thousand would be kept, or a hundred small ones lie in no other, some that
    contain another may be returned as well.

    Args:
        sets: `(s, W)` words.
    """
    left = np.argsort(words.count(sets), kind="stable").astype(np.int64, copy=False)
    kept: list[IntArray] = []
    idle = 0
    while len(left) and len(kept) * _AT_ONCE < _MOST_KEPT and idle < _PATIENCE:
        first, left = left[:_AT_ONCE], left[_AT_ONCE:]
        n_left = len(left)
        # What a set contains comes before it in order of size.
        inside = np.triu(_contains(sets[first], sets[first]).T, k=1)
        first = first[~inside.any(axis=0)]
        left = left[~_contains(sets[left], sets[first]).any(axis=1)]
        idle = idle + 1 if len(left) == n_left else 0
        kept.append(first)
    return np.concatenate([*kept, left])


def _contains(sets: WordArray, others: WordArray) -> BoolArray:
    """`(s, k)` whether each set contains each of the others."""
    contains: BoolArray = ((sets[:, None] & others) == others).all(axis=-1)
    return contains
