"""Bit sets packed into machine words: bit `i` of a set is bit `i mod 64` of its word `i // 64`.

A set of hypotheses among `m` takes `W = ceil(m / 64)` words of 64 bits, so that intersecting two
sets of a million hypotheses is 15,625 word operations. The invariant of the whole package: the pad
bits, those beyond bit `m - 1` of the last word, are always 0, also in complements, so that counting
and comparing words never needs the number of bits.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import AnyArray, BoolArray, IntArray

__all__ = [
    "WORD_BITS",
    "WordArray",
    "complement",
    "count",
    "distinct",
    "first_occurrences",
    "frozen",
    "full",
    "indices",
    "integers",
    "n_words",
    "pack",
    "unpack",
]

WordArray = npt.NDArray[np.uint64]

Array = TypeVar("Array", bound=AnyArray)

WORD_BITS = 64
_WORD_BYTES = WORD_BITS // 8
# Bytes are laid out from the lowest bit up, whatever machine runs this.
_LITTLE = np.dtype("<u8")


def n_words(n_bits: int) -> int:
    """Number of words that `n_bits` bits take: `ceil(n_bits / 64)`."""
    return -(-n_bits // WORD_BITS)


def pack(bits: BoolArray) -> WordArray:
    """Words of the sets whose members are marked true.

    Args:
        bits: `(..., m)` membership.

    Returns:
        `(..., ceil(m / 64))` words; pad bits are 0.

    >>> pack(np.array([True, False, True]))
    array([5], dtype=uint64)
    """
    m = bits.shape[-1]
    packed = np.zeros((*bits.shape[:-1], n_words(m) * _WORD_BYTES), dtype=np.uint8)
    # Packing a transposed table as it lies strides through memory: a copy first is 2.5 x faster.
    packed[..., : -(-m // 8)] = np.packbits(np.ascontiguousarray(bits), axis=-1, bitorder="little")
    return packed.view(_LITTLE).astype(np.uint64, copy=False)


def unpack(words: WordArray, *, n_bits: int) -> BoolArray:
    """Membership `(..., n_bits)` of the sets packed in `(..., W)` words: the inverse of `pack`."""
    raw = np.ascontiguousarray(words).astype(_LITTLE, copy=False).view(np.uint8)
    return np.unpackbits(raw, axis=-1, count=n_bits, bitorder="little").view(np.bool_)


def full(n_bits: int) -> WordArray:
    """Words `(W,)` of the set of all `n_bits` members."""
    return pack(np.ones(n_bits, dtype=np.bool_))


def complement(words: WordArray, *, n_bits: int) -> WordArray:
    """Words `(..., W)` of everything among `n_bits` that is not in the set; pad bits stay 0."""
    return np.bitwise_and(~words, full(n_bits))


def count(words: WordArray) -> IntArray:
    """Number of members, `(...)`, of the sets packed in `(..., W)` words."""
    sizes: IntArray = np.bitwise_count(words).sum(axis=-1, dtype=np.int64)
    return sizes


def first_occurrences(words: WordArray) -> IntArray:
    """Places `(k,)`, ascending, where each different row of `(m, W)` words comes first."""
    order = np.lexsort(words.T)  # stable: of equal rows the first comes first
    ordered = words[order]
    new = np.ones(len(words), dtype=np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return np.sort(order[new]).astype(np.int64, copy=False)


def distinct(words: WordArray) -> WordArray:
    """The different rows `(k, W)` of `(m, W)` words, in the order in which they first come."""
    return words[first_occurrences(words)]


def frozen(array: Array) -> Array:
    """The array itself, read-only from now on: what records share must not change."""
    array.setflags(write=False)
    return array


def indices(words: WordArray, *, n_bits: int) -> IntArray:
    """Members `(k,)`, ascending, of the one set packed in `(W,)` words."""
    return np.flatnonzero(unpack(words, n_bits=n_bits)).astype(np.int64, copy=False)


def integers(words: WordArray) -> tuple[int, ...]:
    """The sets packed in `(n, W)` words as `n` Python integers: hashable, and of any length.

    >>> integers(pack(np.array([[True, False, True], [False, True, False]])))
    (5, 2)
    """
    if words.shape[1] == 1:  # a word's value is the integer
        return tuple(words[:, 0].tolist())
    raw = np.ascontiguousarray(words).astype(_LITTLE, copy=False)
    return tuple(int.from_bytes(row.tobytes(), "little") for row in raw)
