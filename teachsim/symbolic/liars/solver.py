"""The solver of all games with a liar: one search that proves bounds from both sides.

D(S) <= k iff one hypothesis is left in S, or in every round some move leaves only states with
D <= k - 1. Bounds come first, then the most even move and no other, then all moves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.liars.records import Asked, Floor, Game, State, Strategy
from teachsim.symbolic.liars.rounds import Expand, Move
from teachsim.symbolic.result import Result

__all__ = ["Search", "solved"]

_Moves = tuple[tuple[int, Asked], ...]

Fallback = Callable[[State, Meter], tuple[int, dict[State, _Moves]] | None]
"""From the first state to an upper bound, and the moves that reach it, as far as can be paid."""

_DEEPEST = 200  # Python's stack: a deeper game is left to its bounds
_FAR = 2  # an upper bound so many times the lower one is not that of good play
_GREEDY_SHARE = 2  # what is spent on good play before optimal play is looked for


@dataclass(frozen=True, eq=False)
class Search:
    """A search under way: how the game goes, and the tables that it fills.

    Attributes:
        left: How many hypotheses a state leaves possible.
        cost: How many states it counts for that a state is bounded.
        expand: Its rounds.
        ceiling: Its upper bound without search.
        floor: Its lower bound without search.
        above: Proved upper bounds; for how many queries the moves were listed, and those that
            reach the bound where the ceiling does not.
        floors: Proved lower bounds.
        poor: For how many queries looking at the most even moves alone was in vain; -1 for none.
    """

    left: Callable[[State], int]
    cost: Callable[[State], int]
    expand: Expand
    ceiling: Callable[[State], int]
    floor: Callable[[State], Floor]
    above: dict[State, tuple[int, int, _Moves]] = field(default_factory=dict)
    floors: dict[State, Floor] = field(default_factory=dict)
    poor: dict[State, int] = field(default_factory=dict)


def solved(
    game: Game,
    search: Search,
    *,
    start: State,
    most: int,
    max_states: int,
    fallback: Fallback | None = None,
) -> Result:
    """The value of a game from a state, or bounds, with what proves them.

    Args:
        game: Which game.
        search: How it goes; its tables are filled.
        start: The first state.
        most: How many lies, or silences, there may be.
        max_states: How many states to look at; then bounds are returned.
        fallback: What to try where looking at the most even moves comes to nothing.
    """
    unmetered = Meter(sys.maxsize)
    _bounded(search, start, meter=unmetered)
    greedy = Meter(max_states // _GREEDY_SHARE)
    with suppress(OverBudgetError):
        _play_on(search, start, meter=greedy)
        _play_well(search, start, meter=greedy)
    meter, rough = Meter(max_states - greedy.spent), None
    lower, upper = _bounded(search, start, meter=unmetered)
    if fallback is not None and upper > _FAR * lower:
        part = Meter(meter.limit // _GREEDY_SHARE)
        rough = fallback(start, part)
        meter.spend(part.spent)
    with suppress(OverBudgetError):
        _settle(search, start, meter=meter)
    lower, upper = _bounded(search, start, meter=unmetered)
    moves = _needed_moves(search, start, meter=unmetered)
    if rough is not None and rough[0] < upper:
        upper, moves = rough
    floors = _needed_floors(search, start, meter=unmetered)
    proof = Strategy(game, most, moves, floors)
    return Result(f"{game.value} of {most}", lower, upper, proof, greedy.spent + meter.spent)


def _bounded(search: Search, state: State, *, meter: Meter) -> tuple[int, int]:
    """Lower and upper bound so far."""
    if search.left(state) <= 1:
        return 0, 0
    if state not in search.above:
        meter.spend(search.cost(state))
        search.above[state] = search.ceiling(state), 0, ()
        search.floors[state] = search.floor(state)
    return search.floors[state].least, search.above[state][0]


def _play_on(search: Search, state: State, *, meter: Meter, depth: int = 0) -> int:
    """Lower the upper bound to what the most even moves come to, in whatever number of queries."""
    lower, upper = _bounded(search, state, meter=meter)
    if lower == upper or state in search.poor or depth > _DEEPEST:
        return upper
    search.poor[state] = -1
    most, chosen = 0, list[tuple[int, Asked]]()
    for instances, options in search.expand(state, lower, meter):
        asked, left = next(iter(options))
        meter.spend(len(left))
        after = (_play_on(search, one, meter=meter, depth=depth + 1) for one in left)
        most = max(most, 1 + max(after))
        chosen.extend((x, asked) for x in instances)
    if most < upper:
        search.above[state] = most, lower, tuple(chosen)
    return min(most, upper)


def _play_well(search: Search, start: State, *, meter: Meter) -> None:
    """Lower the upper bound by play that only ever looks at the most even move."""
    low, high = _bounded(search, start, meter=meter)
    while low < min(high, _DEEPEST):
        k = (low + min(high, _DEEPEST)) // 2
        if _within(search, start, k=k, width=1, meter=meter):
            high = k
        else:
            low = k + 1


def _settle(search: Search, start: State, *, meter: Meter) -> None:
    """Raise the lower bound by looking at all moves, until it meets the upper one."""
    lower, upper = _bounded(search, start, meter=meter)
    while lower < upper and lower <= _DEEPEST:
        _within(search, start, k=lower, width=None, meter=meter)
        lower, upper = _bounded(search, start, meter=meter)


def _within(search: Search, state: State, *, k: int, width: int | None, meter: Meter) -> bool:
    """Whether k queries do, by looking at the first `width` moves of each round, or at all."""
    lower, upper = _bounded(search, state, meter=meter)
    if upper <= k or lower > k:
        return upper <= k
    if width is not None and search.poor.get(state, -1) >= k:
        return False
    moves: list[tuple[int, Asked]] = []
    for instances, options in search.expand(state, k, meter):
        few = islice(options, width)
        chosen = _first_within(search, few, k=k - 1, width=width, meter=meter)
        if chosen is None:
            if width is None:
                search.floors[state] = Floor(k + 1, round=instances[0])
            else:
                search.poor[state] = k
            return False
        moves.extend((x, chosen) for x in instances)
    search.above[state] = k, k, tuple(moves)
    return True


def _first_within(
    search: Search, options: Iterable[Move], *, k: int, width: int | None, meter: Meter
) -> Asked | None:
    for asked, left in options:
        meter.spend(len(left))
        # Bounds of all before a search of one: the part that is largest need not be the hardest.
        if any(_bounded(search, state, meter=meter)[0] > k for state in left):
            continue
        if all(_within(search, state, k=k, width=width, meter=meter) for state in left):
            return asked
    return None


def _needed_moves(search: Search, start: State, *, meter: Meter) -> dict[State, _Moves]:
    """The moves that the learner needs from the start on."""
    found: dict[State, _Moves] = {}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        _, k, listed = search.above.get(state, (0, 0, ()))
        if state in found or not listed:
            continue
        found[state] = listed
        chosen = dict(listed)
        for instances, moves in search.expand(state, k, meter):
            # The search found it among these, so there is one.
            waiting.extend(next(left for asked, left in moves if asked == chosen[instances[0]]))
    return found


def _needed_floors(search: Search, start: State, *, meter: Meter) -> dict[State, Floor]:
    """The floors that the teacher needs from the start on."""
    found: dict[State, Floor] = {}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state in found or state not in search.floors:
            continue
        floor = found[state] = search.floors[state]
        if floor.round is None:
            continue
        for instances, moves in search.expand(state, floor.least - 1, meter):
            if floor.round in instances:
                waiting.extend(max(left, key=lambda s: _least(search, s)) for _, left in moves)
    return found


def _least(search: Search, state: State) -> int:
    return search.floors[state].least if state in search.floors else 0
