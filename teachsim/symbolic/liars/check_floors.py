"""Does a certificate prove its lower bound? The teacher's half of the checker.

In a state the table says why so many queries are needed: by its weight, by hypotheses that the
teacher keeps, or as each question has an answer that leaves a state that needs one less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from teachsim.symbolic.liars.evidence import Checking, looked_at, needs, silences_left, steps
from teachsim.symbolic.liars.records import EVERY, Asked, Floor, Game, State
from teachsim.symbolic.liars.rules import answers, implied, left, refuted
from teachsim.symbolic.result import CertificateError

__all__ = ["prove_lower"]

_ANY = 3  # of so many hypotheses two say the same, whatever is asked


def prove_lower(checking: Checking, begin: State, *, bound: float) -> None:
    """Check that so many queries are needed from a state.

    Raises:
        CertificateError: The certificate does not show it.
    """
    waiting = [(begin, bound)]
    while waiting:
        state, bound = waiting.pop()
        if needs(checking, state, bound=bound) or checking.below.get(state, -1) >= bound:
            continue
        # What is known for sure needs no query, though no question tells anything there.
        known = left(checking.strategy.game, state) <= 1
        floor = None if known else checking.strategy.floors.get(state)
        if floor is None or floor.least < bound:
            raise CertificateError(
                f"{checking.strategy.game.value}: the certificate does not show that the state "
                f"{state} needs {bound} queries"
            )
        looked_at(checking)
        checking.below[state] = floor.least
        if floor.keeps is not None:
            _kept(checking, state, floor=floor)
        elif floor.round is not None:
            waiting.extend(_replies(checking, state, floor=floor))
        elif not needs(checking, state, bound=floor.least):
            raise CertificateError(f"{floor} is not shown by the weight of the state {state}")


def _kept(checking: Checking, state: State, *, floor: Floor) -> None:
    """Has each question an answer that at most one of the hypotheses kept calls a lie?

    Raises:
        CertificateError: It has not, or they are too few.
    """
    game, of, kept = checking.strategy.game, checking.of, floor.keeps or 0
    levels = state[1:]
    if isinstance(of, int):
        numbers = [min(n, max(kept - sum(levels[:i]), 0)) for i, n in enumerate(levels)]
        fine = kept <= _ANY
    else:
        numbers = [(level & kept).bit_count() for level in levels]
        yes = of.table[[h for h in implied(state) if kept >> h & 1]].sum(axis=0)
        fine = bool((np.minimum(yes, sum(numbers) - yes) <= 1).all())
    least = steps(numbers) - 1 + silences_left(checking, state)
    if game is Game.EXAMINED or sum(numbers) <= 1 or not fine or least < floor.least:
        raise CertificateError(
            f"{game.value}: the {sum(numbers)} hypotheses kept in the state {state} do not show "
            f"that {floor.least} queries are needed"
        )


def _replies(checking: Checking, state: State, *, floor: Floor) -> Iterator[tuple[State, int]]:
    """For each question what the teacher leaves, and what must be proved there.

    Raises:
        CertificateError: A question has no such answer, or the floor is of another game.
    """
    floors, least = checking.strategy.floors, floor.least - 1
    for states in _left(checking, state, floor=floor):
        proved = [
            one
            for one in states
            if needs(checking, one, bound=least) or (one in floors and floors[one].least >= least)
        ]
        best = next((one for one in proved if one != state), state if state in states else None)
        if best is None:
            raise CertificateError(
                f"{checking.strategy.game.value}: to some question in the state {state} no answer "
                f"leaves a state that needs {least} more"
            )
        if best != state:
            yield best, least


def _left(checking: Checking, state: State, *, floor: Floor) -> Iterator[list[State]]:
    """For each question, or each claim about an instance, what its answers leave.

    Raises:
        CertificateError: The game has no such questions.
    """
    of, game, most = checking.of, checking.strategy.game, checking.strategy.most
    if game is Game.EXAMINED and not isinstance(of, int):
        if floor.round is None or not 0 <= floor.round < of.n_instances:
            raise CertificateError(f"{floor} speaks of an instance that there is not")
        for label in (0, 1):
            yield [refuted(of, state=state, at=floor.round, label=label)]
        return
    if floor.round != EVERY:
        raise CertificateError(f"{floor} speaks of claims, and {game.value} has none")
    questions: Iterable[Asked] = (
        product(*(range(n + 1) for n in state[1:]))
        if isinstance(of, int)
        else range(of.n_instances)
    )
    for one in questions:
        checking.meter.spend()
        said = answers(game, of, most=most, state=state, question=one)
        yield [answer.leaves for answer in said]
