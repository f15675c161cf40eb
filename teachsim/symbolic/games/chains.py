"""Chains of hypotheses, each of which holds all that the one before it holds.

A question parts a chain in two: to each there is an answer that leaves all below some place, and
one that leaves all above it. An adversary that keeps the longer part halves the chain at most;
where a hypothesis is claimed to be right, that one alone is lost besides.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic.games.records import Floor, Game
from teachsim.symbolic.games.rounds import members
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["floor_by", "longest_chain"]

# Among so many hypotheses the longest chain is found; among more, one that no hypothesis extends.
_COMPARED = 2_000


def floor_by(game: Game, chain: int) -> Floor:
    """The floor that a chain gives, as a bit set.

    A claim that is one of N hypotheses leaves at worst half of the N - 1 others, so floor(log2 N)
    of them are needed; of other questions ceil(log2 N). Mistakes are not bounded so.
    """
    size = max(chain.bit_count(), 1)
    claimed = any(kind.claiming for kind in game)
    return Floor(size.bit_length() - 1 if claimed else (size - 1).bit_length(), chain=chain)


def longest_chain(of: HypothesisClass, alive: int) -> int:
    """A longest chain of a version space, as a bit set; of a large one, a long one."""
    sizes = of.table.sum(axis=1)
    possible = np.array([*members(alive)])
    possible = possible[sizes[possible].argsort(kind="stable")]
    if len(possible) > _COMPARED:
        return _first_fitting(of, possible.tolist())
    table = of.table[possible]
    return sum(1 << int(possible[at]) for at in _longest(table, sizes[possible]))


def _first_fitting(of: HypothesisClass, ascending: list[int]) -> int:
    chain, last = 0, 0
    for h in ascending:
        if not last & ~of.row_bits[h]:
            chain, last = chain | 1 << h, of.row_bits[h]
    return chain


def _longest(table: BoolArray, sizes: IntArray) -> list[int]:
    """Places of a longest chain among rows that ascend in size."""
    numbers = table.astype(np.float32)
    inside = numbers @ numbers.T == sizes.astype(np.float32)[:, np.newaxis]
    length, before = np.ones(len(table), dtype=np.int64), np.full(len(table), -1)
    for at in range(1, len(table)):
        below = np.where(inside[:at, at], length[:at], 0)
        best = int(below.argmax())
        if below[best]:
            length[at], before[at] = below[best] + 1, best
    chain = [int(length.argmax())]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return chain
