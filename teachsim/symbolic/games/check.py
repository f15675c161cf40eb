"""Does a certificate prove its bounds? Written apart from the solver, from the rules alone.

Upper bound u: in V, either the play that needs no table is sure to do within u, or the table says
what to ask, and each answer leaves a version space, or a part of one, for which u - 1 is proved.
Lower bound l: each question has an answer that leaves a version space for which l - 1 is proved, or
V has too many hypotheses of a kind, see `Floor`.
"""

from __future__ import annotations

from collections.abc import Iterator

from teachsim.core.checks import one_of
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.check_cosets import closed_under_three
from teachsim.symbolic.games.check_floors import Checking, prove_lower
from teachsim.symbolic.games.check_grids import claims_that_settle
from teachsim.symbolic.games.outcomes import outcomes_of
from teachsim.symbolic.games.records import EVERY, Game, Strategy
from teachsim.symbolic.games.rules import answers, foreseen, held, maximal, mixed
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError, Result

__all__ = ["UNTIL_YES", "CertificateError", "check"]

UNTIL_YES = "_until_yes"
"""Ends the name of a quantity that counts the query that is answered "yes", too."""


def check(of: HypothesisClass, result: Result) -> None:
    """Verify that the certificate of a game proves its lower and its upper bound.

    Args:
        of: the class that was solved.
        result: what a function of `games` returned.

    Raises:
        CertificateError: it does not; the sentence says where.
        ValueError: these are no class and no result.

    >>> from teachsim.symbolic import families, games
    >>> H = families.singletons(5)
    >>> games.check(H, games.membership(H))
    """
    a_class(of)
    one_of(Result, result, thing="result", way_out="pass what a function of games returned")
    strategy = result.certificate
    if not isinstance(strategy, Strategy):
        raise CertificateError(
            f"{result.quantity} has a certificate of the kind {type(strategy).__name__}; pass a "
            "result of games, whose certificates are of the kind Strategy"
        )
    if not isinstance(strategy.game, Game):
        raise CertificateError(f"{strategy.game!r} is no game; pass a certificate of one")
    extra = _extra(result, strategy.game)
    if not all(float(bound).is_integer() for bound in (result.lower, result.upper)):
        raise CertificateError(
            f"{result.quantity} lies in [{result.lower}, {result.upper}], but queries are whole "
            "numbers; give such bounds"
        )
    checking = Checking(of, strategy, outcomes_of(of))
    everyone = (1 << len(of)) - 1
    try:
        _upper(checking, everyone, bound=int(result.upper) - extra)
        prove_lower(checking, everyone, bound=int(result.lower) - extra)
    except CertificateError:
        raise
    except (AttributeError, LookupError, OverflowError, TypeError, ValueError) as error:
        raise CertificateError(
            f"the certificate of {result.quantity} has not the form it should have: {error}"
        ) from error


def _extra(result: Result, game: Game) -> int:
    """How many queries are counted beyond those that identify."""
    if result.quantity == game.quantity:
        return 0
    asks_for_all = any(kind.claiming for kind in game)
    if asks_for_all and result.quantity == game.quantity + UNTIL_YES:
        return 1
    raise CertificateError(
        f"the result is of {result.quantity} and its certificate of {game.quantity}; put together "
        "what belongs together"
    )


def _upper(checking: Checking, everyone: int, *, bound: float) -> None:
    waiting = [(everyone, bound)]
    while waiting:
        alive, bound = waiting.pop()
        if checking.above.get(alive, bound + 1) <= bound or alive.bit_count() <= 1:
            if bound < 0:
                raise CertificateError(f"an upper bound of {bound} queries is below 0")
            continue
        if alive not in checking.strategy.moves:
            _without_table(checking, alive, bound=bound)
            continue
        checking.above[alive] = int(bound)
        after = _after(checking, alive)  # so few are told apart one by one, whatever is asked
        for left in maximal(p for p in after if p == alive or p.bit_count() > bound):
            if left == alive:
                raise CertificateError(f"{alive.bit_count()} left: the move may tell nothing")
            waiting.append((left, bound - 1))


def _without_table(checking: Checking, alive: int, *, bound: float) -> None:
    """Is the play that needs no table sure to do within the bound?

    Raises:
        CertificateError: it is not.
    """
    game, of = checking.strategy.game, checking.of
    rows = of.table[held(of, alive)]
    size = len(rows)
    # An instance on which two of them differ, as what it holds against the first of them.
    parting = {column.tobytes() for column in (rows ^ rows[0]).T if column.any()}
    by_prompt = rows.reshape(size, of.n_prompts, of.n_responses).any(axis=0).sum(axis=1)
    sure = {
        Game.FULL_INFORMATION: min(size.bit_length() - 1, int((by_prompt > 1).sum())),
        Game.BANDIT: min(size - 1, int((by_prompt - 1).sum())),
    }.get(game, min(size - 1, len(parting)))
    counted = game not in (Game.FULL_INFORMATION, Game.BANDIT)
    if Game.ARBITRARY in game or (counted and sure > bound and closed_under_three(rows)):
        sure = min(sure, size.bit_length() - 1)
    if game in (Game.EQUIVALENCE, Game.ARBITRARY) and sure > bound:
        settled = claims_that_settle(rows)
        sure = sure if settled is None else min(sure, settled)
    if sure > bound:
        raise CertificateError(
            f"{game.quantity}: with {size} hypotheses left the certificate lists no move, and play "
            f"without one is sure to do within {sure}, not within {bound}"
        )


def _after(checking: Checking, alive: int) -> Iterator[int]:
    """What may be left after the learner's listed move.

    Raises:
        CertificateError: the move is none of this game.
    """
    game, of, move = checking.strategy.game, checking.of, checking.strategy.moves[alive]
    try:
        chosen = dict(move)
        predicting = next((kind for kind in game if kind.predicting), None)
        if predicting is None or min(chosen) < 0:
            kind = game if len(game) == 1 else Game(-min(chosen)) & game
            asked = mixed(game, chosen[EVERY if kind is game else -kind.value], kind=kind)
            yield from (a.leaves for a in answers(game, of, alive=alive, question=asked))
            return
        game = predicting
        for at in range(of.n_instances if game is Game.ARBITRARY else of.n_prompts):
            refuted = dict(enumerate(foreseen(game, of, alive=alive, at=at)))
            if at in chosen:
                yield from refuted[chosen[at]]
            elif all(refuted.values()):  # some prompt on which the hypotheses differ
                raise CertificateError(f"the move {move} says nothing of prompt {at}")
    except CertificateError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise CertificateError(f"{move} is no move of {game.quantity}: {error}") from None
