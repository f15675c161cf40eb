"""Many small sets of hypotheses at once: each set packed over the few places of its own box.

A version space of 50 hypotheses out of a million would waste 15,624 of its 15,625 words. A *box*
has `64 * W` places for hypotheses and the columns of the class restricted to them, so that such a
version space is one word, and a hundred thousand of them are one array. Rows are gathered from the
packed rows of the class and turned into columns by transposing 64 x 64 bits at a time.

Source of the transposition: H. S. Warren, "Hacker's Delight", 2nd edition, 2012, section 7-3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.words import WORD_BITS, WordArray

__all__ = ["Boxes", "boxes_of", "capacity", "counts", "first_place", "laid", "places", "too_wide"]

# A box has 1, 4, 16, ... words: what does not fill a quarter of its box moves to a smaller one.
_GROWTH = 4
# Bytes that are worked on at once: half of a small second-level cache.
_CACHE_BYTES = 2**19


@dataclass(frozen=True, eq=False)
class Boxes:
    """`C` boxes of `64 * W` places.

    Attributes:
        members: `(C, 64 * W)` hypothesis in each place; `len(H)` where there is none.
        columns: `(C, n, W)` words: bit i of `[c, x]` is 1 where the hypothesis in place i of box c
            holds instance x right; 0 where the place is empty.
    """

    members: IntArray
    columns: WordArray


def capacity(size: int) -> int:
    """Words `W` of the smallest box that takes `size` hypotheses: 1, 4, 16, ...

    >>> [capacity(size) for size in (1, 64, 65, 256, 257)]
    [1, 1, 4, 4, 16]
    """
    width = 1
    while width * WORD_BITS < size:
        width *= _GROWTH
    return width


def too_wide(sizes: IntArray, *, width: int) -> BoolArray:
    """Whether sets of `sizes` members, `(k,)`, fit a smaller box than one of `width` words."""
    return (sizes * _GROWTH <= width * WORD_BITS) & (width > 1)


def laid(members: IntArray, *, sizes: IntArray, width: int, nobody: int) -> IntArray:
    """Members of `C` sets, one set after the other, as `(C, 64 * W)` places from the lowest on.

    Args:
        members: `(sum of sizes,)` members, set by set.
        sizes: `(C,)` number of members of each set, at most `64 * W`.
        width: words W of each box.
        nobody: what stands in the places that stay empty.
    """
    put = np.full((len(sizes), width * WORD_BITS), nobody, dtype=np.int64)
    put[np.arange(width * WORD_BITS) < sizes[:, None]] = members
    return put


def boxes_of(rows: WordArray, *, members: IntArray, n_instances: int) -> Boxes:
    """Boxes with the hypotheses that are to lie in each.

    Args:
        rows: `(m, V)` words: bit x of row h is 1 where hypothesis h holds instance x right.
        members: `(C, 64 * W)` hypothesis for each place, `m` for none.
        n_instances: number of instances n.
    """
    n_row_words = rows.shape[1]
    n_boxes, n_places = members.shape
    width = n_places // WORD_BITS
    padded = np.concatenate([rows, np.zeros((1, n_row_words), dtype=np.uint64)])
    columns = np.empty((n_boxes, n_instances, width), dtype=np.uint64)
    at_once = max(1, _CACHE_BYTES // (n_places * n_row_words * 8))
    for start in range(0, n_boxes, at_once):
        few = members[start : start + at_once].reshape(-1, width, WORD_BITS)
        bits = padded[few.transpose(2, 0, 1)]  # (64, c, W, V): places lead, so inner loops are long
        _transpose(bits)
        # Now bit i of [j, c, w, v] says whether place 64 w + i holds instance 64 v + j right.
        turned = bits.transpose(1, 3, 0, 2).reshape(len(few), n_row_words * WORD_BITS, width)
        columns[start : start + at_once] = turned[:, :n_instances]
    return Boxes(members, columns)


def _transpose(bits: WordArray) -> None:
    """Swap bit j of word i with bit i of word j, in place; `bits` is `(64, ...)`."""
    half = WORD_BITS // 2
    while half:
        pairs = bits.reshape(WORD_BITS // (2 * half), 2, half, *bits.shape[1:])
        low, high = pairs[:, 0], pairs[:, 1]
        mask = np.uint64(sum(1 << i for i in range(WORD_BITS) if not i & half))
        swap = ((low >> np.uint64(half)) ^ high) & mask
        high ^= swap
        low ^= swap << np.uint64(half)
        half //= 2


def counts(boxes: Boxes, *, box: IntArray, alive: WordArray) -> IntArray:
    """`(B, n)` how many hypotheses of each set hold each instance right.

    Args:
        boxes: where the hypotheses lie.
        box: `(B,)` box of each set.
        alive: `(B, W)` words, the set, over the places of its box.
    """
    n_instances, width = boxes.columns.shape[1:]
    found = np.empty((len(box), n_instances), dtype=np.int64)
    at_once = max(1, _CACHE_BYTES // (n_instances * width * 8))
    for start in range(0, len(box), at_once):
        some = slice(start, start + at_once)
        held = boxes.columns[box[some]]
        held &= alive[some, None, :]
        if width == 1:
            found[some] = np.bitwise_count(held[..., 0])
        else:
            found[some] = np.bitwise_count(held).sum(axis=-1, dtype=np.uint32)
    return found


def places(alive: WordArray) -> tuple[IntArray, IntArray]:
    """Set and place, `(k,)` each, of all members of the sets `(B, W)`, set by set."""
    sets, found = np.nonzero(words.unpack(alive, n_bits=alive.shape[-1] * WORD_BITS))
    return sets, found


def first_place(alive: WordArray) -> IntArray:
    """Lowest place `(B,)` of each of the non-empty sets `(B, W)`."""
    word = (alive != 0).argmax(axis=-1)
    held = np.take_along_axis(alive, word[:, None], axis=-1)[:, 0]
    # Below the lowest bit all bits of (held - 1) & ~held are 1, and no other.
    place: IntArray = word * WORD_BITS + np.bitwise_count((held - np.uint64(1)) & ~held)
    return place
