"""Which instances matter: one of each kind of column.

Instances on which all hypotheses agree separate nothing, and equal columns separate the same pairs:
they change no dimension here. Where wrong answers count as much as right ones, a column and its
complement are of one kind as well.
"""

from __future__ import annotations

from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["everything", "members", "of_both_marks", "of_right_marks", "one_of"]


def everything(of: HypothesisClass) -> int:
    """All hypotheses as a bit set."""
    return (1 << len(of)) - 1


def of_both_marks(of: HypothesisClass) -> tuple[int, ...]:
    """The instances that matter when both marks are heard, ascending."""
    full = everything(of)
    kinds: dict[int, int] = {}
    for x, column in enumerate(of.column_bits):
        if column not in {0, full}:
            kinds.setdefault(min(column, full ^ column), x)
    return tuple(sorted(kinds.values()))


def of_right_marks(of: HypothesisClass) -> tuple[int, ...]:
    """The instances that matter when only right marks are heard, ascending."""
    full = everything(of)
    kinds: dict[int, int] = {}
    for x, column in enumerate(of.column_bits):
        if column not in {0, full}:
            kinds.setdefault(column, x)
    return tuple(sorted(kinds.values()))


def members(bits: int) -> list[int]:
    """The members of a bit set, ascending."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found


def one_of(bits: int) -> int:
    """The first member of a bit set that is not empty."""
    return (bits & -bits).bit_length() - 1
