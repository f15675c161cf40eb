"""What can be asked in a version space, and what is left after each answer: fast, and for search.

A game is an "and" of rounds, a round an "or" of moves, a move an "and" of version spaces:

    D(V) <= k  iff  |V| <= 1, or in every round there is a move all of whose answers W have
                    D(W) <= k - 1.

Games with questions have one round. Games of prediction have one for each prompt: the learner
predicts everywhere at once, and the teacher picks the prompt: each prompt is a matter of its own.
A mixture is an "or" of games: the rounds of any kind will do.
Tidied for search, a round has no answers that leave a part of what another one leaves, as the game
is monotone, and no moves that come to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from teachsim.symbolic.games.records import EVERY, Game
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Expand", "Move", "Round", "chosen", "largest", "members", "rounds_of", "tidied"]

Move = tuple[int, tuple[int, ...]]
"""What is asked, or predicted; what the answers leave."""

Round = tuple[tuple[int, ...], list[Move]]
"""The prompts for which it holds (equal columns share a round); the moves."""

Expand = Callable[[int], list[list[Round]]]
"""Of a version space the rounds of each kind."""

Rounds = Callable[[int], list[Round]]

Claims = Callable[[Game, int], Iterable[int]]
"""Of a kind of question and a version space the hypotheses that are looked at as claims."""

Split = tuple[int, int, tuple[int, ...]]
"""The hypotheses without and with some instances; these instances."""


# What is kept without need costs time alone, as does comparing each with each.
_COMPARED = 32


def rounds_of(game: Game, of: HypothesisClass, *, claims: Claims | None = None) -> Expand:
    """The function that lists the rounds of a version space, for each kind of question.

    Args:
        game: which game.
        of: the class.
        claims: the hypotheses that are looked at, where questions are hypotheses; None for all.
    """
    everyone = range(len(of))

    def all_claims(kind: Game, alive: int) -> Iterable[int]:
        # A claim that is known to be wrong somewhere is answered there, and nothing is learned.
        return members(alive) if kind is Game.EQUIVALENCE else everyone

    kinds = [(kind, _rounds_of(kind, of, claims=claims or all_claims)) for kind in game]
    if len(kinds) == 1:
        only = kinds[0][1]
        return lambda alive: [only(alive)]

    def named(kind: Game, rounds: list[Round]) -> list[Round]:
        if kind.predicting:
            return rounds
        return [((-kind.value,), moves) for _, moves in rounds]

    return lambda alive: [named(kind, rounds(alive)) for kind, rounds in kinds]


def chosen(game: Game, moves: Mapping[int, tuple[tuple[int, int], ...]]) -> Claims:
    """The function that looks at the claims of these moves alone."""

    def claims(kind: Game, alive: int) -> Iterable[int]:
        code = EVERY if len(game) == 1 else -kind.value
        return (asked for at, asked in moves[alive] if at == code)

    return claims


def _rounds_of(game: Game, of: HypothesisClass, *, claims: Claims) -> Rounds:
    columns, rows = of.column_bits, of.row_bits
    if game is Game.MEMBERSHIP:
        return lambda alive: _membership(alive, columns=columns)
    if game is Game.EQUIVALENCE:
        return lambda alive: _equivalence(
            alive, columns=columns, rows=rows, claims=claims(game, alive)
        )
    if game is Game.ARBITRARY:
        return lambda alive: _arbitrary(alive, columns=columns)
    if game is Game.SUBSET:
        return _subset(columns, rows, claims=lambda alive: claims(game, alive))
    if game is Game.SUPERSET:  # a subset query of the complements
        everyone, everything = (1 << len(of)) - 1, (1 << of.n_instances) - 1
        flipped = [everyone ^ c for c in columns], [everything ^ r for r in rows]
        return _subset(*flipped, claims=lambda alive: claims(game, alive))
    tables = [columns[p : p + of.n_responses] for p in range(0, of.n_instances, of.n_responses)]
    return lambda alive: _multi_valued(alive, tables=tables, game=game)


def members(bits: int) -> Iterator[int]:
    """The members of a bit set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _splits(alive: int, columns: Iterable[int]) -> list[Split]:
    found: dict[int, list[int]] = {}
    for x, column in enumerate(columns):
        positive = alive & column
        if positive and positive != alive:
            found.setdefault(positive, []).append(x)
    return [(alive ^ positive, positive, tuple(xs)) for positive, xs in found.items()]


def largest(left: Iterable[int]) -> tuple[int, ...]:
    """The version spaces, largest first, but those that one of the largest contains."""
    kept: list[int] = []
    for one in sorted(left, key=int.bit_count, reverse=True):
        if all(one & ~other for other in kept[:_COMPARED]):
            kept.append(one)
    return tuple(kept)


def tidied(moves: Iterable[Move]) -> list[Move]:
    """The moves that differ, most even first; of each the answers that matter, largest first."""
    different = {largest(left): move for move, left in moves}
    return sorted(
        ((move, left) for left, move in different.items()),
        key=lambda option: [part.bit_count() for part in option[1][:2]],
    )


def _membership(alive: int, *, columns: Iterable[int]) -> list[Round]:
    parts = _splits(alive, columns)
    return [((EVERY,), [(xs[0], (no, yes)) for no, yes, xs in parts])]


def _equivalence(
    alive: int, *, columns: Iterable[int], rows: tuple[int, ...], claims: Iterable[int]
) -> list[Round]:
    parts = _splits(alive, columns)
    moves = [
        (h, tuple({no if rows[h] >> xs[0] & 1 else yes for no, yes, xs in parts})) for h in claims
    ]
    return [((EVERY,), moves)]


def _arbitrary(alive: int, *, columns: Iterable[int]) -> list[Round]:
    parts = _splits(alive, columns)
    # The round whose smaller part is largest refutes soonest.
    parts.sort(key=lambda part: -min(part[0].bit_count(), part[1].bit_count()))
    return [(xs, [(1, (no,)), (0, (yes,))]) for no, yes, xs in parts]


def _subset(
    columns: Iterable[int], rows: Iterable[int], *, claims: Callable[[int], Iterable[int]]
) -> Rounds:
    columns, rows = list(columns), list(rows)
    supersets = []
    for row in rows:
        above = -1
        for x in members(row):
            above &= columns[x]
        supersets.append(above)

    def expand(alive: int) -> list[Round]:
        absent = sum(1 << x for x, column in enumerate(columns) if not alive & column)
        parts = [(no, sum(1 << x for x in xs)) for no, _, xs in _splits(alive, columns)]
        moves = []
        for h in claims(alive):
            row, contained = rows[h], alive & supersets[h]
            if row & absent or contained == alive:  # the answer is known beforehand
                continue
            left = {no for no, together in parts if row & together}
            moves.append((h, tuple(left | {contained})))
        return [((EVERY,), moves)]

    return expand


def _multi_valued(alive: int, *, tables: list[tuple[int, ...]], game: Game) -> list[Round]:
    found: dict[tuple[int, ...], list[int]] = {}
    for prompt, table in enumerate(tables):
        parts = tuple(alive & column for column in table)
        if alive not in parts:
            found.setdefault(parts, []).append(prompt)
    rounds = []
    for parts, prompts in found.items():
        moves = []
        for response, part in enumerate(parts):
            if part:  # to predict what nobody holds right gives nothing away
                others = {p for p in parts if p and p != part}
                wrong = {alive ^ part} if game is Game.BANDIT else others
                moves.append((response, tuple(wrong)))
        rounds.append((tuple(prompts), moves))
    return rounds
