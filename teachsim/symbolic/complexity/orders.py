"""An order of the columns of a table that rests on its shape: alike tables get the same image.

Each column gets a number that depends on the rows that hold it, and each row one that depends on
its columns, in turns. Columns that are still alike after that are told apart one by one, for a few.
Two tables with the same set of rows, once their columns are put in these orders, are the same but
for names. Nothing follows where the images differ.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray

__all__ = ["by_shape", "image"]

_Numbers = npt.NDArray[np.uint64]

# How often the numbers are made anew from those of the others.
_TURNS: Final = 3
# So many columns are told apart from others like them; names decide between the rest.
_TOLD_APART: Final = 6
# Odd numbers that scatter bits, and a shift (Steele, Lea & Flood 2014, "Fast splittable
# pseudorandom number generators").
_SCATTER: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFT: Final = np.uint64(31)


def by_shape(table: BoolArray) -> tuple[int, ...]:
    """`(n,)` the columns of a table `(m, n)` in an order that rests on its shape."""
    numbers = _turned(table, np.zeros(table.shape[1], dtype=np.uint64))
    for _ in range(_TOLD_APART):
        kinds, first, counts = np.unique(numbers, return_index=True, return_counts=True)
        several = np.flatnonzero(counts > 1)
        if not len(several):
            break
        chosen = several[counts[several].argmin()]  # of the smallest kinds the first
        numbers[first[chosen]] = _mixed(kinds[chosen : chosen + 1] + np.uint64(1))[0]
        numbers = _turned(table, numbers)
    order: list[int] = np.argsort(numbers, kind="stable").tolist()
    return tuple(order)


def image(table: BoolArray, order: tuple[int, ...]) -> frozenset[bytes]:
    """The set of rows of a table once its columns are put in an order."""
    return frozenset(row.tobytes() for row in np.packbits(table[:, list(order)], axis=1))


def _turned(table: BoolArray, numbers: _Numbers) -> _Numbers:
    weights = table.astype(np.uint64)
    for _ in range(_TURNS):
        of_rows = _mixed(weights @ _mixed(numbers))
        numbers = _mixed(_mixed(numbers) + of_rows @ weights)
    return numbers


def _mixed(numbers: _Numbers) -> _Numbers:
    for odd in _SCATTER:
        numbers = (numbers + np.uint64(1)) * odd
        numbers ^= numbers >> _SHIFT
    return numbers
