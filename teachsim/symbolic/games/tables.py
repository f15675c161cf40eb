"""The tables that a search fills, and what play from the whole class on needs of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from teachsim.symbolic.games.records import EVERY, Floor
from teachsim.symbolic.games.rounds import Expand, largest, tidied

__all__ = ["OverBudgetError", "Search", "needed_floors", "needed_moves"]

_Moves = dict[int, tuple[tuple[int, int], ...]]


class OverBudgetError(Exception):
    """The states are spent."""


@dataclass(frozen=True, eq=False)
class Search:
    """A search under way: how the game goes, and the tables that it fills.

    Attributes:
        expand: The rounds of a version space, not tidied.
        ceiling: Its upper bound without search.
        floor: Its lower bound without search.
        above: Proved upper bounds.
        moves: What reaches them, where the ceiling does not.
        floors: Proved lower bounds.
        easier: The search of a game that costs no more, with the same floors; None for none.
        budget: One number: states that may still be looked at.
    """

    expand: Expand
    ceiling: Callable[[int], int]
    floor: Callable[[int], Floor]
    above: dict[int, int]
    moves: _Moves
    floors: dict[int, Floor]
    easier: Search | None
    budget: list[int]


def needed_moves(search: Search, root: int, *, expand: Expand) -> _Moves:
    """The moves that the learner needs from the root on; `expand` need list no others."""
    found: _Moves = {}
    waiting = [root]
    while waiting:
        alive = waiting.pop()
        if alive in found or alive not in search.moves:
            continue
        found[alive] = search.moves[alive]
        chosen = dict(found[alive])
        for prompts, moves in chain.from_iterable(expand(alive)):
            made = (left for move, left in moves if move == chosen.get(prompts[0]))
            waiting.extend(part for left in made for part in largest(left))
    return found


def needed_floors(
    search: Search, root: int, *, replies: Mapping[int, tuple[int, ...]]
) -> dict[int, Floor]:
    """The floors that the teacher needs from the root on.

    Args:
        search: whose tables are read.
        root: the version space to start from.
        replies: of some version spaces what the adversary's answers leave.
    """
    found: dict[int, Floor] = {}
    waiting = [root]
    while waiting:
        alive = waiting.pop()
        if alive in found or alive not in search.floors:
            continue
        floor = found[alive] = search.floors[alive]
        if floor.round == EVERY and alive in replies:
            waiting.extend(replies[alive])
            continue
        if floor.round is None:
            continue
        source = search if floor.round == EVERY or search.easier is None else search.easier
        for prompts, moves in chain.from_iterable(source.expand(alive)):
            if floor.round in prompts or prompts[0] < 0:
                waiting.extend(_worst(search, left) for _, left in tidied(moves))
    return found


def _worst(search: Search, left: tuple[int, ...]) -> int:
    """Of what the answers leave, the version space with the highest floor."""
    return max(left, key=lambda part: search.floors[part].least if part in search.floors else 0)
