"""What a state itself proves, whoever plays: numbers that both halves of the checker need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.records import Game, State, Strategy
from teachsim.symbolic.liars.rules import left

__all__ = [
    "MAX_STATES",
    "Checking",
    "looked_at",
    "needs",
    "numbers_in",
    "silences_left",
    "steps",
    "weight",
]


MAX_STATES = 500_000
"""States that a check looks at unless told otherwise: some seconds of one core."""

# To play so many entries of a class's table takes as long as a look at a state.
_ENTRIES_A_STATE = 8_192


@dataclass(frozen=True, eq=False)
class Checking:
    """A check under way.

    Attributes:
        of: The class, or the number of candidates.
        strategy: What is checked.
        above: Upper bounds proved on the assumption that what waits will be.
        below: Lower bounds, likewise.
        meter: What the check may cost.
    """

    of: HypothesisClass | int
    strategy: Strategy
    above: dict[State, float] = field(default_factory=dict)
    below: dict[State, float] = field(default_factory=dict)
    meter: Meter = field(default_factory=lambda: Meter(MAX_STATES))


def looked_at(checking: Checking) -> None:
    """Count a state whose questions are gone through.

    Raises:
        OverBudgetError: The check may cost no more.
    """
    of = checking.of
    if isinstance(of, int):
        checking.meter.spend()
    else:
        checking.meter.spend(1 + of.n_instances // 2 + of.table.size // _ENTRIES_A_STATE)


def numbers_in(game: Game, state: State) -> list[int]:
    """How many hypotheses, or candidates, imply 0, 1, ... lies."""
    return [n if game is Game.ULAM else n.bit_count() for n in state[1:]]


def steps(numbers: Sequence[int]) -> int:
    """How many answers refute them all, each called a lie by one alone."""
    return sum(n * (len(numbers) - i) for i, n in enumerate(numbers))


def weight(numbers: Sequence[int], k: int) -> int:
    """How many courses of k answers they allow, one after the other."""
    most = len(numbers) - 1
    return sum(n * sum(math.comb(k, j) for j in range(most - i + 1)) for i, n in enumerate(numbers))


def needs(checking: Checking, state: State, *, bound: float) -> bool:
    """Whether a state needs so many queries as two need one, or by its weight."""
    game = checking.strategy.game
    if bound <= 0:
        return True
    if left(game, state) <= 1:
        return False
    if game is Game.EXAMINED:
        return bound <= 1
    k = int(bound) - 1 - silences_left(checking, state)
    return k < 0 or weight(numbers_in(game, state), k) > 2**k


def silences_left(checking: Checking, state: State) -> int:
    """How many silences are left: the teacher may always begin with them."""
    game, most = checking.strategy.game, checking.strategy.most
    if not game.silent:
        return 0
    return most - (state[0].bit_count() if game is Game.MUTE else state[0])
