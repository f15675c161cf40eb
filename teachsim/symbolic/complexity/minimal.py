"""Which of many sets contain no other: who hits these hits all."""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.symbolic import words
from teachsim.symbolic.words import WordArray

__all__ = ["minimal"]

# Each set that is kept is compared with all that are left; beyond so many it no longer pays.
_MOST_KEPT = 1000


def minimal(sets: WordArray) -> IntArray:
    """Indices of the sets that contain no other, one of equal ones; small ones first.

    Where more than a thousand would be kept, some that contain another are returned as well.

    Args:
        sets: `(s, W)` words.
    """
    left = np.argsort(words.count(sets), kind="stable").astype(np.int64, copy=False)
    kept: list[int] = []
    while len(left) and len(kept) < _MOST_KEPT:
        smallest = sets[left[0]]
        kept.append(int(left[0]))
        # What is larger by inclusion is larger in size, so the next one in order is minimal.
        left = left[((sets[left] & smallest) != smallest).any(axis=1)]
    return np.concatenate([np.array(kept, dtype=np.int64), left])
