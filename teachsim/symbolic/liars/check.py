"""Does a certificate prove its bounds? Written apart from the solver, from the rules alone.

Upper bound u: in a state, either the play that needs no table is sure to do within u, or the table
says what to ask, and each answer leaves a state for which u - 1 is proved. Lower bound l: each
question has an answer that leaves a state for which l - 1 is proved, or there is a reason: `Floor`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import count

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.check_floors import prove_lower
from teachsim.symbolic.liars.evidence import (
    MAX_STATES,
    Checking,
    looked_at,
    numbers_in,
    steps,
    weight,
)
from teachsim.symbolic.liars.records import EVERY, Alike, Game, State, Strategy
from teachsim.symbolic.liars.rules import answers, implied, left, refuted, start
from teachsim.symbolic.result import CertificateError, Result

__all__ = ["CertificateError", "check"]


def check(of: HypothesisClass | int, result: Result, *, max_states: int = MAX_STATES) -> None:
    """Verify that the certificate of a game with a liar proves its lower and its upper bound.

    Args:
        of: The class that was solved; for Ulam's game the number n.
        result: What a function of `liars` returned.
        max_states: States to look at, those of large classes counting for more.

    Raises:
        CertificateError: It does not; the sentence says where.
        ValueError: These are no class and no result, or it takes more states than it may, so that
            nothing is known of the certificate.

    >>> from teachsim.symbolic import families
    >>> from teachsim.symbolic.liars import reaskable, ulam
    >>> H = families.singletons(5)
    >>> check(H, reaskable(H, lies=1))
    >>> check(16, ulam(16))
    """
    if isinstance(of, int):
        whole_number(of, thing="n", least=1, way_out="say how many numbers there are")
    else:
        a_class(of)
    one_of(Result, result, thing="result", way_out="pass what a function of liars returned")
    whole_number(max_states, thing="max_states", least=1, way_out="say how many to look at")
    proof = _proof_of(of, result)
    try:
        if isinstance(proof, Alike):
            _alike(of, proof, upper=float(result.upper))
            return
        n = of if isinstance(of, int) else len(of)
        begin, checking = (
            start(proof.game, n, most=proof.most),
            Checking(of, proof, meter=Meter(max_states)),
        )
        _tell_apart(checking)
        _upper(checking, begin, bound=float(result.upper))
        prove_lower(checking, begin, bound=float(result.lower))
    except CertificateError:
        raise
    except OverBudgetError:
        raise ValueError(
            f"checking {result.quantity} takes more than {max_states:,} states, so it is neither "
            "proved nor refuted; raise max_states"
        ) from None
    except (
        AssertionError,
        AttributeError,
        LookupError,
        OverflowError,
        TypeError,
        ValueError,
    ) as error:
        raise CertificateError(
            f"the certificate of {result.quantity} has not the form it should have: {error}"
        ) from error


def _proof_of(of: HypothesisClass | int, result: Result) -> Strategy | Alike:
    """The certificate, of the kind that belongs to the quantity and the class.

    Raises:
        CertificateError: It belongs to another.
    """
    proof = result.certificate
    if not isinstance(proof, (Strategy, Alike)):
        raise CertificateError(
            f"{result.quantity} has a certificate of the kind {type(proof).__name__}; pass a "
            "result of liars, whose certificates are of the kind Strategy or Alike"
        )
    if not isinstance(proof.game, Game):
        raise CertificateError(f"{proof.game!r} is no game; pass a certificate of one")
    if result.quantity != f"{proof.game.value} of {proof.most}":
        raise CertificateError(
            f"the result is of {result.quantity} and its certificate of {proof.game.value} of "
            f"{proof.most}; put together what belongs together"
        )
    if (proof.game is Game.ULAM) != isinstance(of, int):
        raise CertificateError(
            f"{proof.game.value} cannot be checked for {of!r}; pass a class, or n for Ulam's game"
        )
    whole = all(float(bound).is_integer() for bound in (result.lower, result.upper))
    if isinstance(proof, Strategy) and not whole:
        raise CertificateError(
            f"{result.quantity} lies in [{result.lower}, {result.upper}], but queries are whole "
            "numbers; give such bounds"
        )
    return proof


def _alike(of: HypothesisClass | int, alike: Alike, *, upper: float) -> None:
    """Are the two hypotheses too much alike, and no bound is claimed that they contradict?

    Raises:
        CertificateError: They are not, or there are no such hypotheses, or one is.
    """
    allowed = {Game.PERSISTENT: 2 * alike.most, Game.MUTE: alike.most}.get(alike.game, -1)
    first, second = alike.pair
    fine = isinstance(of, HypothesisClass) and 0 <= first < len(of) and 0 <= second < len(of)
    fine = fine and first != second
    if not fine or (of.table[first] != of.table[second]).sum() > allowed:  # type: ignore[union-attr]
        raise CertificateError(
            f"{alike} does not show that {alike.game.value} of {alike.most} is infinite; two "
            f"hypotheses that differ on at most {allowed} instances would"
        )
    if upper < math.inf:
        raise CertificateError(
            f"{alike} shows that {alike.game.value} of {alike.most} is infinite, so that no "
            f"{upper:g} queries do"
        )


def _tell_apart(checking: Checking) -> None:
    """Is a finite upper bound possible? Where answers persist, questions may run out.

    Raises:
        CertificateError: It is not.
    """
    of, strategy = checking.of, checking.strategy
    needed = {Game.PERSISTENT: 2 * strategy.most + 1, Game.MUTE: strategy.most + 1}
    if isinstance(of, int) or strategy.game not in needed:
        return
    for h in range(len(of) - 1):
        nearest = (of.table[h + 1 :] != of.table[h]).sum(axis=1).min()
        if nearest < needed[strategy.game]:
            raise CertificateError(
                f"{strategy.game.value}: hypothesis {h} and another differ on {nearest} instances "
                "only, so that questions may run out"
            )


def _upper(checking: Checking, begin: State, *, bound: float) -> None:
    game, strategy = checking.strategy.game, checking.strategy
    waiting = [(begin, bound)]
    while waiting:
        state, bound = waiting.pop()
        if bound < 0:
            raise CertificateError(f"an upper bound of {bound} queries is below 0")
        if left(game, state) <= 1 or checking.above.get(state, math.inf) <= bound:
            continue
        looked_at(checking)
        if state not in strategy.moves:
            sure = _sure(checking, state)
            if sure > bound:
                raise CertificateError(
                    f"{game.value}: in the state {state} the certificate lists no move, and play "
                    f"without one is sure to do within {sure}, not within {bound}"
                )
            continue
        checking.above[state] = bound
        for after in _after(checking, state):
            if after == state:
                raise CertificateError(f"the learner's move in the state {state} may tell nothing")
            waiting.append((after, bound - 1))


def _after(checking: Checking, state: State) -> Iterator[State]:
    """What may be left after the learner's listed move.

    Raises:
        CertificateError: The move is none of this game.
    """
    of, strategy = checking.of, checking.strategy
    try:
        chosen = dict(strategy.moves[state])
        if strategy.game is not Game.EXAMINED or isinstance(of, int):
            said = answers(
                strategy.game, of, most=strategy.most, state=state, question=chosen[EVERY]
            )
            yield from (one.leaves for one in said)
            return
        for x in _parting(of, state):  # what names another instance leaves less: see `heard`
            label = chosen[x]  # whatever it is: what is no label is refused
            yield refuted(of, state=state, at=x, label=label)  # type: ignore[arg-type]  # as said
    except (KeyError, TypeError, ValueError) as error:
        raise CertificateError(
            f"{strategy.moves[state]} is no move of {strategy.game.value}: {error}"
        ) from None


def _parting(of: HypothesisClass, state: State) -> list[int]:
    """The instances on which the hypotheses left differ."""
    alive = sum(state[1:])  # no hypothesis is of two levels
    return [x for x, column in enumerate(of.column_bits) if alive & column not in (0, alive)]


def _sure(checking: Checking, state: State) -> int:
    """In how many queries play that needs no table is sure to do: see `play.question`."""
    game, of, most = checking.strategy.game, checking.of, checking.strategy.most
    numbers = numbers_in(game, state)
    most_steps = steps(numbers) - 1  # each question adds a lie to one of them, at least
    if isinstance(of, int):
        return most_steps
    if game is Game.EXAMINED:  # and weighted majority loses half of the weight with each mistake
        return min(most_steps, next(k for k in count() if weight(numbers, k) < 2 ** (k + 1)))
    instances = _parting(of, state)
    if game in (Game.PERSISTENT, Game.MUTE):
        silences = most - state[0].bit_count() if game is Game.MUTE else 0
        return min(most_steps + silences, sum(1 for x in instances if not state[0] >> x & 1))
    rows = of.table[[*implied(state)]]
    different = len({(rows[:, x] ^ rows[0, x]).tobytes() for x in instances})
    if game is Game.SILENT:
        return min(most_steps, different) + most - state[0]
    spare = next(len(numbers) - 1 - i for i, n in enumerate(numbers) if n)
    return min(most_steps, different * (spare + 1) + spare)
