"""Labelled examples in one common order: every target's course from one sort.

If all targets hear the marks of the same instances in the same order, those still together after t
rounds are those whose rows, read in that order, have the same first t bits. Sorted by their rows
they are neighbours, and the place where neighbours first differ is the round that parts them.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic.batch import CountArray
from teachsim.symbolic.words import WORD_BITS, WordArray, n_words

__all__ = ["labelled_in_order"]


def labelled_in_order(table: BoolArray, *, rank: IntArray) -> tuple[CountArray, IntArray]:
    """Survivors `(T + 1, m)`, and rounds `(m,)` after which the conjecture is right, -1 for never.

    Args:
        table: `(m, T)` marks of each target, in the order in which they are heard.
        rank: `(m,)` place of each hypothesis in the order of preference.
    """
    m, n_rounds = table.shape
    left = np.ones((n_rounds + 1, m), dtype=np.uint32)
    right = np.full(m, -1, dtype=np.int64)
    target, parted = _sorted(table)
    ranked = rank[target]
    for done in range(n_rounds + 1):
        starts = np.flatnonzero(parted <= done)
        size = np.diff(np.append(starts, len(target)))
        left[done, target] = np.repeat(size, size)
        conjectured = ranked == np.repeat(np.minimum.reduceat(ranked, starts), size)
        # A conjecture that is right stays so: only the first time is news.
        news = target[conjectured]
        right[news] = np.where(right[news] < 0, done, right[news])
        together = np.repeat(size > 1, size)
        target, parted, ranked = target[together], parted[together], ranked[together]
        if len(target) == 0:
            break
    return left, right


def _sorted(table: BoolArray) -> tuple[IntArray, IntArray]:
    """Targets `(m,)` sorted by their rows, and the round `(m,)` that parts each from the last one.

    Rounds count from 1; 0 for the first of all, and T + 1 where no round does.
    """
    m, n_rounds = table.shape
    heads = np.zeros((m, max(1, n_words(n_rounds)) * WORD_BITS // 8), dtype=np.uint8)
    heads[:, : -(-n_rounds // 8)] = np.packbits(table, axis=1)  # the first round's bit is highest
    keys = heads.view(">u8").astype(np.uint64)
    by_row = np.lexsort(keys.T[::-1])
    keys = keys[by_row]
    differ = keys[1:] ^ keys[:-1]
    word = (differ != 0).argmax(axis=1)
    held = np.take_along_axis(differ, word[:, None], axis=1)[:, 0]
    parted = np.zeros(m, dtype=np.int64)
    parted[1:] = np.where(held == 0, n_rounds, word * WORD_BITS + _leading_zeros(held)) + 1
    return by_row, parted


def _leading_zeros(held: WordArray) -> IntArray:
    """Number of zeros above the highest bit of each word."""
    below = held.copy()
    step = 1
    while step < WORD_BITS:
        below |= below >> np.uint64(step)
        step *= 2
    return WORD_BITS - np.bitwise_count(below).astype(np.int64)
