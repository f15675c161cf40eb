"""What the teacher may leave, question by question, for those who check that one answer will do.

Questions in which there may be the same error need not be gone through one by one: if that error
will do as an answer, it does so for all of them. Nothing here is shared with the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.games.records import Game
from teachsim.symbolic.games.rules import held
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Outcomes", "outcomes_of"]

Outcomes = Callable[[Game, int, Callable[[int], bool]], Iterator[set[int]]]
"""Of a kind of question, a version space and what will do, what answers to questions leave."""


def outcomes_of(of: HypothesisClass) -> Outcomes:
    """The function that says what an answer that will do leaves, or an answer to each question.

    An answer that tells nothing will always do. Where none does that names an error, there is only
    what is left if none is named. An equivalence query that is known to be wrong somewhere need not
    be asked: the teacher may name that very instance. So these are the hypotheses still possible.

    The kinds are membership, proper equivalence, subset and superset queries; what it is asked for
    is whether an answer that leaves these hypotheses will do.
    """
    flawless = cache(lambda kind: _flawless(kind, of))
    everyone = (1 << len(of)) - 1

    def outcomes(  # noqa: PLR0917  # called as `Outcomes` is
        kind: Game, alive: int, enough: Callable[[int], bool]
    ) -> Iterator[set[int]]:
        if kind is Game.MEMBERSHIP:
            for right in {alive & column for column in of.column_bits}:
                yield {right, alive ^ right} - {0}
            return
        claims = alive if kind is Game.EQUIVALENCE else everyone
        for left, wrong in _errors(kind, of, alive=alive):
            if left and claims & wrong and (left == alive or enough(left)):
                claims &= ~wrong
                yield {left}
        for h in held(of, claims):
            yield {alive & flawless(kind)[h]} - {0}

    return outcomes


def _errors(kind: Game, of: HypothesisClass, *, alive: int) -> Iterator[tuple[int, int]]:
    """What is left after each error, and the claims in which it is one."""
    everyone = (1 << len(of)) - 1
    for column in of.column_bits:
        if kind is not Game.SUPERSET:
            yield alive & ~column, column
        if kind is not Game.SUBSET:
            yield alive & column, everyone & ~column


def _flawless(kind: Game, of: HypothesisClass) -> list[int]:
    """Of each claim the hypotheses by which it has no error."""
    if kind is Game.EQUIVALENCE:
        return [1 << h for h in range(len(of))]
    table = of.table if kind is Game.SUBSET else ~of.table
    return [_packed(~(table[h] & ~table).any(axis=1)) for h in range(len(of))]


def _packed(among: BoolArray) -> int:
    return int.from_bytes(np.packbits(among, bitorder="little").tobytes(), "little")
