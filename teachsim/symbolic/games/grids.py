"""Grids: hypotheses that are places in some chains at once, every combination of places among them.

Claim the middle of each chain. A counterexample tells of one chain on which side of that place the
target lies, so that half of it is left at most: with N places in a chain, floor(log2 N) such
answers settle it. No learner does with less, as a teacher may settle one chain after the other,
and leave half of its other places each time. Intervals that hold a certain instance are a grid:
their left ends are one chain, their right ends the other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Final

from teachsim.symbolic.games.records import Floor, Game
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["claims_in", "floor_by_grid"]

# Version spaces that are remembered.
_REMEMBERED: Final = 4096


def claims_in(game: Game, of: HypothesisClass) -> Callable[[int], int | None] | None:
    """The function that gives the claims that settle a version space, None where it is no grid.

    None at once where questions are other than claims that name any error.
    """
    if game not in (Game.EQUIVALENCE, Game.ARBITRARY):
        return None

    @lru_cache(maxsize=_REMEMBERED)
    def within(alive: int) -> int | None:
        places = _places(of, alive)
        return None if places is None else sum(n.bit_length() - 1 for n in places)

    return within


def floor_by_grid(of: HypothesisClass, grid: int) -> Floor:
    """The floor of a bit set of hypotheses; 0 where they are no grid."""
    places = _places(of, grid) if grid else None
    if places is None:
        return Floor(0)
    return Floor(sum(n.bit_length() - 1 for n in places), grid=grid)


def _places(of: HypothesisClass, alive: int) -> list[int] | None:
    """How many places each chain has; None where not all combinations are there."""
    first, most = alive & -alive, alive.bit_count().bit_length() - 1
    parts = {part ^ alive if part & first else part for c in of.column_bits for part in [alive & c]}
    chains: list[list[int]] = []
    for part in parts - {0}:  # none of them holds the first hypothesis
        for chain in chains:
            if part & chain[0] in (0, part, chain[0]):
                chain.append(part)
                break
        else:
            chains.append([part])
            if len(chains) > most:
                return None
    places = [len(chain) + 1 for chain in chains]
    whole = prod(places) == alive.bit_count() and all(map(_nested, chains))
    return places if whole else None


def _nested(chain: list[int]) -> bool:
    """Whether sets are one chain, once some of them are replaced by their complements.

    They are, as no set holds the first hypothesis, if those on either side of it are nested, and
    the largest of the one side does not meet the largest of the other.
    """
    sides = (
        sorted((one for one in chain if one & chain[0]), key=int.bit_count),
        sorted((one for one in chain if not one & chain[0]), key=int.bit_count),
    )
    if any(one & ~other for side in sides for one, other in pairwise(side)):
        return False
    return not (sides[1] and sides[0][-1] & sides[1][-1])
