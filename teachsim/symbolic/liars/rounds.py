"""What can be asked in a state, and what is left after each answer: fast, and for search.

A game is an "and" of rounds, a round an "or" of moves, a move an "and" of states, as in `games`.
Games with questions have one round; claims have one for each instance. Questions whose answer all
hypotheses agree on are left out: a teacher that answers them as all say gives nothing away. Of
instances that split the hypotheses alike one is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_

from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.records import EVERY, Asked, Game, State
from teachsim.symbolic.liars.weights import room

__all__ = ["Expand", "Move", "Round", "alive_in", "counts_in", "rounds_of"]

Move = tuple[Asked, tuple[State, ...]]
"""What is asked, or claimed; what the answers leave."""

Round = tuple[tuple[int, ...], Iterable[Move]]
"""The instances for which it holds; the moves, the most even first, to go through once."""

Expand = Callable[[State, int, Meter], list[Round]]
"""The rounds of a state in which so many queries are to do; what listing them costs is metered."""

# To list so many instances takes as long as a look at a state.
_LISTED_AT_ONCE = 3


def alive_in(state: State) -> int:
    """Bit set of the hypotheses still possible."""
    return reduce(or_, state[1:])


def counts_in(state: State) -> tuple[int, ...]:
    """How many hypotheses imply 0, 1, ... lies."""
    return tuple(level.bit_count() for level in state[1:])


def rounds_of(game: Game, of: HypothesisClass, *, most: int) -> Expand:
    """The function that lists the rounds of a state."""
    columns = of.column_bits
    if game is Game.EXAMINED:
        return lambda state, k, meter: _claims(state, k, columns=columns, meter=meter)

    def expand(  # noqa: PLR0917  # called as an `Expand` is
        state: State, k: int, meter: Meter
    ) -> list[Round]:
        meter.spend(len(columns) // _LISTED_AT_ONCE)
        moves = []
        for x, parts in _splits(game, state, columns=columns):
            moves.append((x, _left(game, state, x=x, parts=parts)))
            if game.silent and _silences(game, state) < most:
                moves[-1] = (x, (*moves[-1][1], _after_silence(game, state, x=x)))
        weights = room(max(k - 1, 0), most=len(state) - 2)
        moves.sort(key=lambda move: max(_weighed(left, weights) for left in move[1][:2]))
        return [((EVERY,), [*moves])]

    return expand


def _splits(
    game: Game, state: State, *, columns: tuple[int, ...]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The instances that part the hypotheses, each with those that say "no" and "yes"."""
    alive = alive_in(state)
    closed = state[0] if game in (Game.PERSISTENT, Game.MUTE) else 0
    seen: set[int] = set()
    for x, column in enumerate(columns):
        yes = alive & column
        no = alive ^ yes
        if yes and no and not closed >> x & 1 and yes not in seen:
            seen |= {no, yes}
            yield x, (no, yes)


def _weighed(state: State, weights: tuple[int, ...]) -> int:
    return sum(level.bit_count() * w for level, w in zip(state[1:], weights, strict=True))


def _left(game: Game, state: State, *, x: int, parts: tuple[int, int]) -> tuple[State, ...]:
    """What "no" and "yes" leave."""
    no, yes = parts
    if game.silent:
        return (state[0], no), (state[0], yes)
    asked = state[0] | 1 << x if game is Game.PERSISTENT else 0
    return _lied(state, who=yes, spent=asked), _lied(state, who=no, spent=asked)


def _lied(state: State, *, who: int, spent: int) -> State:
    """The state in which these hypotheses imply one lie more."""
    passed = 0
    levels = []
    for level in state[1:]:
        levels.append(level & ~who | passed)
        passed = level & who
    return (spent, *levels)


def _silences(game: Game, state: State) -> int:
    """How often the teacher was silent."""
    return state[0].bit_count() if game is Game.MUTE else state[0]


def _after_silence(game: Game, state: State, *, x: int) -> State:
    return (state[0] | 1 << x if game is Game.MUTE else state[0] + 1, state[1])


def _claims(state: State, k: int, *, columns: tuple[int, ...], meter: Meter) -> list[Round]:
    meter.spend(len(columns) // _LISTED_AT_ONCE)
    found: dict[int, list[int]] = {}
    alive = alive_in(state)
    for x, column in enumerate(columns):
        if alive & column not in (0, alive):
            found.setdefault(alive & column, []).append(x)
    weights = room(max(k - 1, 0), most=len(state) - 2)
    rounds: list[tuple[int, Round]] = []
    for yes, instances in found.items():
        left = (_lied(state, who=alive ^ yes, spent=0), _lied(state, who=yes, spent=0))
        moves: list[Move] = [(label, (left[label],)) for label in (0, 1)]
        moves.sort(key=lambda move: _weighed(move[1][0], weights))
        # The round whose better claim still leaves most refutes soonest.
        rounds.append((-_weighed(moves[0][1][0], weights), (tuple(instances), moves)))
    rounds.sort(key=lambda pair: pair[0])
    return [one for _, one in rounds]
