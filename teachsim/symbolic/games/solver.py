"""One solver for all games: iterative deepening with a transposition table.

    D(V) = 0 if |V| <= 1, else 1 + min over questions max over answers D(V and answer).

`_within(V, k)` asks whether k queries do. What it finds goes into two tables, the moves of the
learner and the floors of the teacher; what play from the whole class on needs of them is the
certificate.
Bounds come first, then the move that splits most evenly and no other, then all moves.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from teachsim.symbolic.games.bounds import ceiling_of, floor_of
from teachsim.symbolic.games.forcing import Forcing, forces, forcing_of
from teachsim.symbolic.games.greedy import play_well, promising
from teachsim.symbolic.games.records import EVERY, Floor, Game, Strategy
from teachsim.symbolic.games.rounds import Move, Round, chosen, rounds_of, tidied
from teachsim.symbolic.games.tables import OverBudgetError, Search, needed_floors, needed_moves
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["solved"]

# Python's stack: a deeper game is left to its bounds.
_DEEPEST = 200
# Parts in eight of what may be spent that go to looking for good play, before optimal play is
# looked for. Of claims good play is mostly optimal, and the ceiling without it far off.
_GREEDY_EIGHTHS, _GREEDY_EIGHTHS_OF_CLAIMS = 2, 7
_PREDICTING = Game.ARBITRARY | Game.BANDIT | Game.FULL_INFORMATION
# One such part of the states of a mixture is spent on its kinds alone, if its own do not do.
_KEPT_FOR_KINDS = 4
_BITS_A_BYTE = 8
# The bounds of a version space of so many hypotheses take as long as a look at one without.
_BOUNDED_AT_ONCE = 8


def solved(
    game: Game, of: HypothesisClass, *, alive: int, max_states: int, max_bytes: int
) -> Result:
    """The value of a game, or bounds, with what proves them.

    Args:
        game: which game.
        of: the class.
        alive: bit set of the hypotheses to start from, at least one.
        max_states: how many version spaces to look at, large ones counting for more; then bounds
            are returned.
        max_bytes: the same, by memory: the tables hold each version space as m bits.
    """
    share = max_states // _KEPT_FOR_KINDS if len(game) > 1 else 0
    found = _found(game, of, alive=alive, max_states=max_states - share, max_bytes=max_bytes)
    for kind in game if len(game) > 1 else ():
        states = share // len(game)
        if states and not found.exact:
            alone = _found(
                kind, of, alive=alive, max_states=states, max_bytes=max_bytes, within=game
            )
            found = _better(found, alone, kind=kind)
    return found


def _better(mixture: Result, alone: Result, *, kind: Game) -> Result:
    """The mixture, played as one of its kinds alone if that is known to do with less."""
    explored = mixture.explored + alone.explored
    strategy, other = mixture.certificate, alone.certificate
    assert isinstance(strategy, Strategy)
    assert isinstance(other, Strategy)
    if alone.upper < mixture.upper:
        moves = {
            space: tuple((-kind.value if at < 0 else at, asked) for at, asked in move)
            for space, move in other.moves.items()
        }
        strategy = replace(strategy, moves=moves)
    upper = min(mixture.upper, alone.upper)
    return Result(mixture.quantity, mixture.lower, upper, strategy, explored)


def _found(
    game: Game,
    of: HypothesisClass,
    *,
    alive: int,
    max_states: int,
    max_bytes: int,
    within: Game | None = None,
) -> Result:
    """The bounds of a game, or of a kind in a mixture, whose play it is where none is listed."""
    entry = len(of) // _BITS_A_BYTE + 200  # bytes: the bits, and what the dictionaries take
    most = min(max_states, max_bytes // entry)
    search = _search(game, of, alive=alive, budget=[most], untabled=within or game)
    lower, upper = _bounded(search, alive)
    forcing = forcing_of(
        game,
        of,
        search=search,
        bounded=_bounded,
        eased=lambda space, k: search.easier is None or _within(search.easier, space, k=k),
    )
    with suppress(OverBudgetError):
        _improve(search, alive, game=game, forcing=forcing)
    if alive in search.above:
        lower, upper = _bounded(search, alive)
    listed = rounds_of(game, of, claims=chosen(game, search.moves))
    moves = needed_moves(search, alive, expand=listed)
    floors = needed_floors(search, alive, replies=forcing.replies)
    explored = most - max(search.budget[0], 0)
    if within is not None:
        lower = min(lower, upper)  # a kind alone may take more than the mixture's play
    return Result(game.quantity, lower, upper, Strategy(game, moves, floors), explored)


def _search(
    game: Game, of: HypothesisClass, *, alive: int, budget: list[int], untabled: Game
) -> Search:
    floors: dict[int, Floor] = {}
    easier = None
    if game is Game.EQUIVALENCE:
        # Any claim will do there, so it costs no more, and what shows that shows it here.
        easier = Search(
            rounds_of(Game.ARBITRARY, of),
            ceiling_of(Game.ARBITRARY, of),
            floor_of(Game.ARBITRARY, of, within=alive),
            {},
            {},
            floors,
            None,
            budget,
        )
    parts = rounds_of(game, of), ceiling_of(untabled, of), floor_of(game, of, within=alive)
    return Search(*parts, {}, {}, floors, easier, budget)


def _bounded(search: Search, alive: int) -> tuple[int, int]:
    """Lower and upper bound so far."""
    if not alive & (alive - 1):
        return 0, 0
    if alive not in search.above:
        search.above[alive] = search.ceiling(alive)
        own = search.floor(alive)
        search.budget[0] -= alive.bit_count() // _BOUNDED_AT_ONCE
        if alive not in search.floors or search.floors[alive].least < own.least:
            search.floors[alive] = own
    return search.floors[alive].least, search.above[alive]


def _improve(search: Search, root: int, *, game: Game, forcing: Forcing) -> None:
    """Narrow the bounds of the root until they meet.

    Raises:
        OverBudgetError: the budget is spent before they do.
    """
    eighths = _GREEDY_EIGHTHS_OF_CLAIMS if Game.EQUIVALENCE in game else _GREEDY_EIGHTHS
    kept_back = search.budget[0] - search.budget[0] * eighths // 8
    search.budget[0] -= kept_back
    if not any(kind.predicting for kind in game):
        few = rounds_of(game, forcing.of, claims=promising(forcing.of))
        play_well(search, root, expand=few, bounded=_bounded)
    search.budget[0] = max(search.budget[0], 0) + kept_back
    by_force = not game & _PREDICTING and game is not Game.MEMBERSHIP
    while True:
        lower, upper = _bounded(search, root)
        if lower >= upper or lower > _DEEPEST:  # more than it: a kind alone may take more
            return
        if by_force:
            forces(forcing, root, k=lower + 1)
        else:
            _within(search, root, k=lower)


def _within(search: Search, alive: int, *, k: int) -> bool:
    """Whether k queries do."""
    lower, upper = _bounded(search, alive)
    if upper <= k or lower > k:
        return upper <= k
    failed = EVERY
    for rounds in _expanded(search, alive):
        moves: list[tuple[int, int]] = []
        for prompts, options in rounds:
            asked = _first_within(search, options, k=k - 1)
            if asked is None:
                failed = max(failed, prompts[0])
                break
            moves.extend((prompt, asked) for prompt in prompts)
        else:
            search.above[alive] = k
            search.moves[alive] = tuple(moves)
            return True
    search.floors[alive] = Floor(k + 1, round=failed)
    return False


def _expanded(search: Search, alive: int) -> list[list[Round]]:
    """The rounds of a version space, of each kind, tidied, and paid for before that."""
    kinds = search.expand(alive)
    search.budget[0] -= sum(len(left) for some in kinds for _, moves in some for _, left in moves)
    if search.budget[0] < 0:
        raise OverBudgetError
    return [[(prompts, tidied(moves)) for prompts, moves in rounds] for rounds in kinds]


def _first_within(search: Search, options: list[Move], *, k: int) -> int | None:
    for move, left in options:
        # Bounds of all before a search of one: the part that is largest need not be the hardest.
        if any(_bounded(search, part)[0] > k for part in left):
            continue
        if all(_within(search, part, k=k) for part in left):
            return move
    return None
