"""Bounds that need no search.

Above, by play so simple that it needs no table (`play.question` plays it). A query that is no waste
refutes a hypothesis, so |V| - 1 do in every game. Or it settles an instance, so with k of those
that part the hypotheses in k different ways, k queries do: a claim that fits what is known is wrong
where the hypotheses differ, and a subset query of a largest hypothesis that is answered "yes"
leaves that one alone. In a coset (see `halves`) each instance that is settled so leaves half of it,
a coset again; in a grid (see `grids`) a claim of the middle does so of a chain. Predicting with the
majority, each mistake refutes half (Littlestone, "Learning quickly when irrelevant attributes
abound: a new linear-threshold algorithm", Machine Learning 2, 1988).

Below, by counting: k yes-or-no answers tell at most 2^k hypotheses apart. Or by an adversary that
answers as a labelling f of the instances does, where hypotheses differ from f on sets that do not
meet: an answer then refutes at most one of them (the argument is that of Angluin, "Queries and
concept learning", Machine Learning 2, 1988, for singletons). Or by a chain, which the adversary
halves, or a coset, or a grid, likewise, or by a block of sets of one size, which loses an instance
at a time: see `chains`, `halves`, `grids` and `blocks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from teachsim.symbolic.games.blocks import floor_by_block, largest_block
from teachsim.symbolic.games.chains import floor_by, longest_chain
from teachsim.symbolic.games.grids import claims_in
from teachsim.symbolic.games.halves import dimension_within
from teachsim.symbolic.games.records import Floor, Game
from teachsim.symbolic.games.rounds import members
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["ceiling_of", "floor_of"]

# Ways to answer for which the claims that these allow are remembered.
_LABELLINGS = 256


def ceiling_of(game: Game, of: HypothesisClass) -> Callable[[int], int]:
    """The function that gives an upper bound, in queries, of a version space of two or more."""
    columns = of.column_bits
    tables = [columns[p : p + of.n_responses] for p in range(0, of.n_instances, of.n_responses)]

    def parting(alive: int) -> int:
        parts = {part for column in columns if (part := alive & column) not in (0, alive)}
        return sum(1 for part in parts if part < alive ^ part or alive ^ part not in parts)

    def others(alive: int) -> int:
        return alive.bit_count() - 1

    def halvings(alive: int) -> int:
        return alive.bit_count().bit_length() - 1

    def responses(alive: int) -> int:
        return sum(sum(1 for c in table if alive & c) - 1 for table in tables)

    def prompts(alive: int) -> int:
        return sum(1 for table in tables if all(alive & c != alive for c in table))

    first = halvings if Game.ARBITRARY in game or game is Game.FULL_INFORMATION else others
    second = {Game.FULL_INFORMATION: prompts, Game.BANDIT: responses}.get(game, parting)
    alike = [f for f in (dimension_within(game, of), claims_in(game, of)) if f is not None]

    def ceiling(alive: int) -> int:
        found = next((bound for f in alike if (bound := f(alive)) is not None), None)
        return min(first(alive), second(alive)) if found is None else found

    return ceiling


def floor_of(game: Game, of: HypothesisClass, *, within: int) -> Callable[[int], Floor]:
    """The function that gives a lower bound of a version space of two or more.

    Args:
        game: which game.
        of: the class.
        within: bit set of hypotheses that all these version spaces lie in.
    """
    apart = _apart_of(game, of)
    if game in (Game.MEMBERSHIP, Game.BANDIT, Game.FULL_INFORMATION):
        return apart  # members are told apart by yes or no, and mistakes are not halved
    halved, settled = dimension_within(game, of), claims_in(game, of)
    longest = longest_chain(of, within)
    largest = largest_block(game, of, alive=within, least=apart(within).least)

    def floor(alive: int) -> Floor:
        coset = None if halved is None else halved(alive)
        if coset is not None:
            return Floor(coset, coset=alive)
        grid = None if settled is None else settled(alive)
        if grid is not None:
            return Floor(grid, grid=alive)
        best, chain, block = apart(alive), alive & longest, alive & largest
        if chain.bit_count().bit_length() > best.least:
            best = max(best, floor_by(game, chain), key=lambda one: one.least)
        if block.bit_count() > best.least + 1:
            best = max(best, floor_by_block(game, of, block=block), key=lambda one: one.least)
        return best

    return floor


def _apart_of(game: Game, of: HypothesisClass) -> Callable[[int], Floor]:
    columns, rows = of.column_bits, of.row_bits
    everything = (1 << of.n_instances) - 1
    inside, predicting = _inside(of), any(kind.predicting for kind in game)

    def floor(alive: int) -> Floor:
        size = alive.bit_count()
        best = Floor((size - 1).bit_length() if game is Game.MEMBERSHIP else 1)
        if predicting or size - 1 <= best.least:
            return best
        majority = sum(1 << x for x, c in enumerate(columns) if 2 * (alive & c).bit_count() > size)
        for labels in dict.fromkeys((majority, 0, everything)):
            kept = _apart(alive, labels, rows=rows)
            if len(kept) - 1 > best.least and all(
                _holds(kind, kept, labels=labels, alive=alive) for kind in game
            ):
                best = Floor(len(kept) - 1, keeps=sum(1 << h for h in kept))
        return best

    def _holds(game: Game, kept: list[int], *, labels: int, alive: int) -> bool:
        if game is Game.MEMBERSHIP:
            return True
        if game is Game.EQUIVALENCE:  # the claim must be wrong somewhere by these labels
            return all(rows[h] != labels for h in members(alive))
        return all(
            sum(1 for h in kept if (rows[h] ^ labels) & row) <= 1 for row in inside(game, labels)
        )

    return floor


def _inside(of: HypothesisClass) -> Callable[[Game, int], list[int]]:
    """The function that lists the claims in which these labels show no error, as what they say."""

    @lru_cache(maxsize=_LABELLINGS)
    def inside(game: Game, labels: int) -> list[int]:
        flip = (1 << of.n_instances) - 1 if game is Game.SUPERSET else 0
        return [row ^ flip for row in of.row_bits if not (row ^ flip) & ~(labels ^ flip)]

    return inside


def _apart(alive: int, labels: int, *, rows: tuple[int, ...]) -> list[int]:
    """Hypotheses that differ from the labels on sets that do not meet, the smallest first."""
    covered = 0
    kept = []
    for differs, h in _by_distance(alive, labels, rows=rows):
        if not differs & covered:
            covered |= differs
            kept.append(h)
    return kept


def _by_distance(alive: int, labels: int, *, rows: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    differences = ((rows[h] ^ labels, h) for h in members(alive))
    yield from sorted(differences, key=lambda pair: pair[0].bit_count())
