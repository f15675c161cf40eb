"""Blocks: all sets of t instances within some B are among the hypotheses.

To "is h right throughout?" a teacher who thinks of a block answers "no", with an instance that h
holds: one outside B, and the block is untouched, or one of B, and the block of the others is left.
So |B| - t questions are needed, also where the learner may ask about single instances. Of superset
queries the same holds for the complements.
"""

from __future__ import annotations

from functools import reduce
from math import comb
from operator import or_

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.games.records import Floor, Game
from teachsim.symbolic.games.rounds import members
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["floor_by_block", "largest_block"]


def floor_by_block(game: Game, of: HypothesisClass, *, block: int) -> Floor:
    """The floor of a bit set of hypotheses; 0 where they are no block, or of no use in a game."""
    nothing = Floor(0)
    turned = Game.SUPERSET in game
    if not block or not _counts(game):
        return nothing
    rows = [of.row_bits[h] for h in members(block)]
    if turned:
        rows = [row ^ (1 << of.n_instances) - 1 for row in rows]
    size, within = rows[0].bit_count(), reduce(or_, rows).bit_count()
    alike = all(row.bit_count() == size for row in rows)
    if not alike or len(rows) != comb(within, size):
        return nothing
    return Floor(within - size, block=block)


def largest_block(game: Game, of: HypothesisClass, *, alive: int, least: int) -> int:
    """A block of a version space that gives more than `least`, as a bit set; 0 where none is found.

    Of each size of sets the instances that fewest of them hold are left out until it is a block.
    """
    if not _counts(game):
        return 0
    possible = np.array([*members(alive)])
    table = of.table[possible] ^ (Game.SUPERSET in game)
    sizes = table.sum(axis=1)
    found = 0
    for size in np.unique(sizes).tolist():
        rows = np.flatnonzero(sizes == size)
        if size == 0 or len(rows) < comb(size + least + 1, size):
            continue
        kept, gives = _block(table[rows], size)
        if gives > least:
            least, found = gives, sum(1 << int(possible[rows[at]]) for at in kept)
    return found


def _counts(game: Game) -> bool:
    """Whether blocks bound a game: one of these, perhaps with single instances, but not both."""
    asked = game & ~Game.MEMBERSHIP
    return asked in (Game.SUBSET, Game.SUPERSET)


def _block(table: BoolArray, size: int) -> tuple[list[int], int]:
    """The rows of a block of sets of one size, and the floor that it gives."""
    inside: BoolArray = np.asarray(table.any(axis=0))
    rows = np.arange(len(table))
    while len(rows) != comb(int(inside.sum()), size):
        held = np.where(inside, table[rows].sum(axis=0), len(table) + 1)
        inside[int(held.argmin())] = False
        if inside.sum() < size:
            return [], 0
        rows = np.flatnonzero(~(table & ~inside).any(axis=1))
    return rows.tolist(), int(inside.sum()) - size
