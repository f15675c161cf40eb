"""Play that looks one question ahead: upper bounds where optimal play is out of reach.

In each version space the learner asks what leaves the fewest hypotheses at worst. The largest
version spaces are looked at first, so that whenever the budget ends, what is left open is small,
and play that needs no table (see `bounds`) goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.symbolic.games.records import Game
from teachsim.symbolic.games.rounds import Claims, Expand, Move, Round, largest
from teachsim.symbolic.games.tables import Search
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["play_well", "promising"]

_BITS_A_BYTE = 8
# Claims that are looked at in full, of those that promise most by what one error leaves.
_PROMISING = 8
# Entries of a table that are compared while a state is looked at elsewhere.
_ENTRIES_A_STATE = 2_000

_Listed = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]
"""What is asked in a version space, and what the answers leave."""


def promising(of: HypothesisClass) -> Claims:
    """The function that picks a few claims, by the most that is left after any error in them."""
    table = of.table

    def claims(kind: Game, alive: int) -> Iterable[int]:
        bits = np.frombuffer(alive.to_bytes(-(-len(of) // _BITS_A_BYTE), "little"), dtype=np.uint8)
        left = np.unpackbits(bits, count=len(of), bitorder="little").astype(np.bool_)
        right = table[left].sum(axis=0)
        size = int(left.sum())
        if kind is Game.EQUIVALENCE:
            hypotheses = np.flatnonzero(left)
            after = np.where(table[left], size - right, right).max(axis=1)
            return _least(hypotheses, after)[:1]
        rows = table if kind is Game.SUBSET else ~table
        held = right if kind is Game.SUBSET else size - right
        # What is claimed must be possible and not be certain; then an error, or none, tells.
        fine = ~rows[:, held == 0].any(axis=1) & rows[:, held < size].any(axis=1)
        hypotheses = np.flatnonzero(fine)
        after = np.where(rows[fine], size - held, 0).max(axis=1, initial=0)
        none_wrong = np.where(rows[fine], held, size).min(axis=1)  # at most so many remain
        return _least(hypotheses, np.maximum(after, none_wrong))

    return claims


def _least(hypotheses: IntArray, after: IntArray) -> list[int]:
    order = np.argsort(after, kind="stable")[:_PROMISING]
    chosen: list[int] = hypotheses[order].tolist()
    return chosen


def play_well(
    search: Search,
    root: int,
    *,
    expand: Expand,
    bounded: Callable[[Search, int], tuple[int, int]],
) -> None:
    """Lower upper bounds, those of the root at last, until the budget is spent.

    Args:
        search: whose tables are filled.
        root: the version space to start from.
        expand: the rounds that are looked at.
        bounded: bounds of a version space so far, paid for.
    """
    listed: dict[int, _Listed] = {}
    waiting, seen = [(-root.bit_count(), root)], {root}
    while waiting and search.budget[0] > 0:
        _, alive = heappop(waiting)
        lower, upper = bounded(search, alive)
        if lower == upper:
            continue
        kinds = expand(alive)
        search.budget[0] -= sum(
            len(left) for some in kinds for _, moves in some for _, left in moves
        )
        options = [_chosen(rounds) for rounds in kinds if all(moves for _, moves in rounds)]
        best = min(options, key=lambda option: option[1][0].bit_count(), default=None)
        if best is None or best[1][0] == alive:
            continue
        listed[alive] = best
        for part in best[1]:
            if part & (part - 1) and part not in seen:
                seen.add(part)
                heappush(waiting, (-part.bit_count(), part))
    for alive in sorted(listed, key=int.bit_count):  # what a question leaves is smaller
        moves, left = listed[alive]
        enough = 1 + _most(search, left)
        if enough < search.above[alive]:
            search.above[alive] = enough
            search.moves[alive] = moves


def _chosen(rounds: list[Round]) -> _Listed:
    """In each round the move that leaves the fewest at worst; all that is left, largest first."""
    moves: list[tuple[int, int]] = []
    parts: set[int] = set()
    for prompts, options in rounds:
        asked, left = min(options, key=_worst)
        moves.extend((prompt, asked) for prompt in prompts)
        parts.update(left)
    return tuple(moves), largest(parts)


def _worst(option: Move) -> int:
    return max(map(int.bit_count, option[1]))


def _most(search: Search, left: tuple[int, ...]) -> int:
    """Queries that do whichever of these version spaces, largest first, comes about."""
    most = 0
    for part in left:
        if part.bit_count() - 1 <= most:
            break
        enough = search.above.get(part)
        most = max(most, search.ceiling(part) if enough is None else enough)
    return most
