"""Cosets (see `cosets`): what is settled of one is settled of half of it, and nothing smaller.

A teacher who thinks of a coset of dimension d answers "no" wherever that can be, with an instance
that part of it labels so: this leaves half of it, or all. So d queries are needed, of all kinds;
and d are enough, if each settles an instance.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from teachsim.symbolic.cosets import dimension
from teachsim.symbolic.games.records import Floor, Game
from teachsim.symbolic.games.rounds import members
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["dimension_within", "floor_by_coset"]

# A search is as quick for a class of fewer hypotheses, and says more.
_FEWEST: Final = 32
# Version spaces whose dimension is remembered.
_REMEMBERED: Final = 256


def dimension_within(game: Game, of: HypothesisClass) -> Callable[[int], int | None] | None:
    """The function that gives the dimension of a version space, None where it is no coset.

    None at once where the class is none, or small, or the game one of mistakes.
    """
    mistakes = game in (Game.BANDIT, Game.FULL_INFORMATION)
    if mistakes or len(of) < _FEWEST or dimension(of.row_bits) is None:
        return None
    rows = of.row_bits

    @lru_cache(maxsize=_REMEMBERED)
    def within(alive: int) -> int | None:
        return dimension([rows[h] for h in members(alive)])

    return within


def floor_by_coset(of: HypothesisClass, coset: int) -> Floor:
    """The floor of a bit set of hypotheses; 0 where they are no coset."""
    found = dimension([of.row_bits[h] for h in members(coset)]) if coset else None
    return Floor(0) if found is None else Floor(found, coset=coset)
