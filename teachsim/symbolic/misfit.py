"""How a wrong conjecture misses the truth: which of the two holds the other.

The way matters, as each has its own remedy: right answers refute a conjecture that is too narrow
(if they are not withheld), only wrong marks one that is too broad.
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from teachsim.core.arrays import BoolArray

__all__ = ["Misfit", "misfit"]


class Misfit(Enum):
    """How a wrong conjecture and the truth lie to each other."""

    TOO_BROAD = "too broad"  # the truth is a proper part of it: no right answer refutes it
    TOO_NARROW = "too narrow"  # it is a proper part of the truth: what is outside was withheld
    BESIDE = "beside"  # each holds something right that the other does not


def misfit(conjecture: BoolArray, truth: BoolArray) -> Misfit | None:
    """How the conjecture misses the truth, None if it is the truth; two tables of one shape.

    >>> misfit(np.array([True, True]), np.array([True, False])).value
    'too broad'
    """
    made_up = bool(np.any(conjecture & ~truth))
    left_out = bool(np.any(truth & ~conjecture))
    if made_up and left_out:
        return Misfit.BESIDE
    if made_up:
        return Misfit.TOO_BROAD
    return Misfit.TOO_NARROW if left_out else None
