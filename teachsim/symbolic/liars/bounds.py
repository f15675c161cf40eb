"""Bounds that need no search.

Write r for the lies that a hypothesis may still imply, and one more: it is refuted by r answers
that it calls lies.

Above. A question that parts the hypotheses adds a lie to at least one of them, so the sum of r less
one is enough. Asking an instance until all agree on it, then the next, takes one true answer more
than there may be lies for each of p instances, and the lies once: p (e + 1) + e. Where asking again
does not help, p is enough.

Below. Berlekamp's weight; or hypotheses that the teacher keeps: see `Floor`. Any three will do, as
each question has an answer that at most one of three calls a lie.
"""

from __future__ import annotations

from collections.abc import Callable

from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.records import Floor, Game, State
from teachsim.symbolic.liars.rounds import alive_in, counts_in
from teachsim.symbolic.liars.weights import claims_that_do, rounds_needed

__all__ = ["ceiling_of", "floor_of", "slack"]

_ANY = 3  # so many hypotheses may be kept whatever they say


def slack(game: Game, state: State, *, most: int) -> int:
    """How many silences the teacher has left; 0 in the games of lies."""
    if game is Game.MUTE:
        return most - state[0].bit_count()
    return most - state[0] if game is Game.SILENT else 0


def ceiling_of(game: Game, of: HypothesisClass, *, most: int) -> Callable[[State], int]:
    """The function that gives an upper bound, in queries, of a state with two hypotheses left."""
    columns = of.column_bits

    def ceiling(state: State) -> int:
        counts, left = counts_in(state), slack(game, state, most=most)
        steps = sum(n * (len(counts) - i) for i, n in enumerate(counts)) - 1
        if game is Game.EXAMINED:
            return min(steps, claims_that_do(counts))
        alive = alive_in(state)
        parting = [x for x, c in enumerate(columns) if alive & c not in (0, alive)]
        if game in (Game.PERSISTENT, Game.MUTE):
            return min(steps + left, sum(1 for x in parting if not state[0] >> x & 1))
        different = len({min(alive & columns[x], alive & ~columns[x]) for x in parting})
        spare = next(len(counts) - 1 - i for i, n in enumerate(counts) if n)
        return min(steps, different * (spare + 1) + spare) + left

    return ceiling


def floor_of(game: Game, of: HypothesisClass, *, most: int) -> Callable[[State], Floor]:
    """The function that gives a lower bound of a state with two hypotheses left."""
    columns, rows = of.column_bits, of.row_bits

    def floor(state: State) -> Floor:
        left = slack(game, state, most=most)
        if game is Game.EXAMINED:
            return Floor(1)
        best = Floor(rounds_needed(counts_in(state)) + left)
        budgets = _budgets(state)
        for kept in _kept(budgets, columns=columns, rows=rows):
            least = sum(budgets[h] for h in kept) - 1 + left
            if least > best.least:
                best = Floor(least, keeps=sum(1 << h for h in kept))
        return best

    return floor


def _budgets(state: State) -> dict[int, int]:
    """What refutes each hypothesis still possible, the hardest first."""
    found = {}
    for i, level in enumerate(state[1:], 1):
        while level:
            low = level & -level
            found[low.bit_length() - 1] = len(state) - i
            level ^= low
    return found


def _kept(
    budgets: dict[int, int], *, columns: tuple[int, ...], rows: tuple[int, ...]
) -> list[list[int]]:
    """Hypotheses that the teacher may keep, by some labellings that it may answer by."""
    alive = sum(1 << h for h in budgets)
    size = len(budgets)
    majority = sum(1 << x for x, c in enumerate(columns) if 2 * (alive & c).bit_count() > size)
    found = [[*budgets][:_ANY]]
    for labels in dict.fromkeys((majority, 0, (1 << len(columns)) - 1)):
        covered, kept = 0, []
        for differs, h in sorted(
            ((rows[h] ^ labels, h) for h in budgets), key=lambda one: one[0].bit_count()
        ):
            if not differs & covered:
                covered |= differs
                kept.append(h)
        if len(kept) > 1:
            found.append(kept)
    return found
