"""What the teacher may leave, question by question, for those who check that one answer will do.

Questions in which there may be the same error need not be gone through one by one: if that error
will do as an answer, it does so for all of them. Nothing here is shared with the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from teachsim.symbolic.games.records import Game
from teachsim.symbolic.games.rules import held
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["outcomes"]


def outcomes(
    kind: Game, of: HypothesisClass, *, alive: int, enough: Callable[[int], bool]
) -> Iterator[set[int]]:
    """What an answer that will do leaves, and, for each question without one, all that may be left.

    An equivalence query that is known to be wrong somewhere need not be asked: the teacher may name
    that very instance. So these are the hypotheses still possible.

    Args:
        kind: membership, proper equivalence, subset or superset queries.
        of: the class.
        alive: bit set of the hypotheses still possible.
        enough: whether an answer that leaves these will do.
    """
    if kind is Game.MEMBERSHIP:
        for right in {alive & column for column in of.column_bits}:
            yield {right, alive ^ right} - {0}
        return
    claims = alive if kind is Game.EQUIVALENCE else (1 << len(of)) - 1
    for left, wrong in _errors(kind, of, alive=alive):
        if left and claims & wrong and enough(left):
            claims &= ~wrong
            yield {left}
    for h in held(of, claims):
        refuted, said = 0, set()
        for left, wrong in _errors(kind, of, alive=alive):
            if wrong >> h & 1:
                refuted |= left
                said.add(left)
        yield (said | {alive & ~refuted}) - {0}


def _errors(kind: Game, of: HypothesisClass, *, alive: int) -> Iterator[tuple[int, int]]:
    """What is left after each error, and the claims in which it is one."""
    everyone = (1 << len(of)) - 1
    for column in of.column_bits:
        if kind is not Game.SUPERSET:
            yield alive & ~column, column
        if kind is not Game.SUBSET:
            yield alive & column, everyone & ~column
