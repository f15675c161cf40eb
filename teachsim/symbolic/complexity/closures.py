"""The VC dimension of a class that is closed under intersection, but for the empty set, from above.

Let S be shattered, and h the least hypothesis that holds all of it, S itself being held. For each x
in S some hypothesis holds all of S but x; what it shares with h is a proper part of h, and lies in
a largest one, which lacks x and holds the rest of S. So S has no more instances than some h has
largest proper parts. Boxes have four: one side drawn in.

That a class is closed is seen from few of its hypotheses, of which all others are intersections:
those that are largest among the hypotheses without some instance. The parts of h that they cut off
are hypotheses, or nothing, and the largest proper parts of h are among them.
"""

from __future__ import annotations

import itertools

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import words
from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.complexity.separating import one_of
from teachsim.symbolic.complexity.structure_proofs import Closed
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["closed_within"]

# Comparing so many sets of instances takes as long as a state elsewhere.
_SETS_A_STATE = 16


def closed_within(of: HypothesisClass, *, meter: Meter) -> tuple[int, Closed] | None:
    """An upper bound of the VC dimension with its proof; None where the class is not closed.

    The complements of all hypotheses have the same VC dimension: they are tried as well.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    for turned in (False, True):
        table = ~of.table if turned else of.table
        rows = words.integers(words.pack(table))
        meter.spend(1 + len(rows) // _SETS_A_STATE)
        known = {*rows, 0}
        if all(one & other in known for one, other in itertools.pairwise(rows)):  # likely closed
            makers = _makers(table, rows, meter=meter)
            most = _largest_parts(rows, [rows[h] for h in makers], known=known, meter=meter)
            if most is not None:
                return most, Closed(tuple(makers), turned)
    return None


def _makers(table: BoolArray, rows: tuple[int, ...], *, meter: Meter) -> list[int]:
    """The hypotheses that are largest among those without some instance."""
    order = (-table.sum(axis=1)).argsort(kind="stable")
    columns = words.integers(words.pack(table[order].T))
    found: set[int] = set()
    for column in {*columns}:
        left = (1 << len(rows)) - 1 & ~column
        while left:
            meter.spend(1 + len(columns) // _SETS_A_STATE)
            h = int(order[one_of(left)])
            found.add(h)
            left &= _any_of(columns, np.flatnonzero(~table[h]).tolist())  # no part of it
    return sorted(found)


def _any_of(columns: tuple[int, ...], instances: list[int]) -> int:
    """The hypotheses that hold one of these instances at least."""
    found = 0
    for x in instances:
        found |= columns[x]
    return found


def _largest_parts(
    rows: tuple[int, ...], makers: list[int], *, known: set[int], meter: Meter
) -> int | None:
    """The most largest proper parts that one hypothesis has; None if two have no intersection."""
    most = 0
    for row in rows:
        meter.spend(1 + len(makers) // _SETS_A_STATE)
        parts = {row & maker for maker in makers if row & ~maker}
        if not parts <= known:
            return None
        largest: list[int] = []
        for part in sorted(parts, key=int.bit_count, reverse=True):
            if all(part & ~larger for larger in largest):
                largest.append(part)
        most = max(most, len(largest), int(row > 0))  # nothing is a part of the rest
    return most
