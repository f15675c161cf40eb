"""Does a certificate prove its bounds? Written apart from the solver, from the rules alone.

Upper bound u: in V, either the play that needs no table is sure to do within u, or the table says
what to ask, and each answer leaves a version space, or a part of one, for which u - 1 is proved.
Lower bound l: each question has an answer that leaves a version space for which l - 1 is proved, or
V has too many hypotheses of a kind, see `Floor`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from teachsim.core.checks import one_of
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.games.outcomes import outcomes
from teachsim.symbolic.games.records import EVERY, Floor, Game, Strategy
from teachsim.symbolic.games.rules import answers, foreseen, held, maximal, mixed
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError, Result

__all__ = ["UNTIL_YES", "CertificateError", "check"]

UNTIL_YES = "_until_yes"
"""Ends the name of a quantity that counts the query that is answered "yes", too."""


@dataclass(frozen=True, eq=False)
class _Checking:
    of: HypothesisClass
    strategy: Strategy
    above: dict[int, int]  # proved on the assumption that what waits will be
    below: dict[int, int]


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
    extra = _extra(result, strategy.game)
    if not all(float(bound).is_integer() for bound in (result.lower, result.upper)):
        raise CertificateError(
            f"{result.quantity} lies in [{result.lower}, {result.upper}], but queries are whole "
            "numbers; give such bounds"
        )
    checking = _Checking(of, strategy, {}, {})
    everyone = (1 << len(of)) - 1
    _upper(checking, everyone, bound=int(result.upper) - extra)
    _lower(checking, everyone, bound=int(result.lower) - extra)


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


def _upper(checking: _Checking, everyone: int, *, bound: float) -> None:
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


def _without_table(checking: _Checking, alive: int, *, bound: float) -> None:
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
    if Game.ARBITRARY in game:
        sure = min(sure, size.bit_length() - 1)
    if sure > bound:
        raise CertificateError(
            f"{game.quantity}: with {size} hypotheses left the certificate lists no move, and play "
            f"without one is sure to do within {sure}, not within {bound}"
        )


def _after(checking: _Checking, alive: int) -> Iterator[int]:
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


def _lower(checking: _Checking, everyone: int, *, bound: float) -> None:
    waiting = [(everyone, bound)]
    while waiting:
        alive, bound = waiting.pop()
        if bound <= min(alive.bit_count() - 1, 1) or checking.below.get(alive, -1) >= bound:
            continue
        floor = checking.strategy.floors.get(alive)
        if floor is None or floor.least < bound:
            raise CertificateError(
                f"{checking.strategy.game.quantity}: with {alive.bit_count()} hypotheses left the "
                f"certificate does not show that {bound} queries are needed"
            )
        checking.below[alive] = int(floor.least)
        if floor.keeps is not None:
            _kept(checking, alive, floor=floor)
        elif floor.chain is not None:
            _chained(checking, alive, floor=floor)
        elif floor.round is not None:
            waiting.extend(_replies(checking, alive, floor=floor))
        elif checking.strategy.game is not Game.MEMBERSHIP or (
            2 ** (floor.least - 1) >= alive.bit_count()
        ):
            raise CertificateError(f"{floor} is not shown by {alive.bit_count()} hypotheses alone")


def _kept(checking: _Checking, alive: int, *, floor: Floor) -> None:
    """Has each question an answer that refutes at most one of the hypotheses kept?

    Raises:
        CertificateError: it has not, or they are too few.
    """
    game, of, kept = checking.strategy.game, checking.of, floor.keeps or 0
    predicting = any(kind.predicting for kind in game)
    if predicting or kept & ~alive or kept.bit_count() - 1 < floor.least:
        raise CertificateError(
            f"{game.quantity}: {kept.bit_count()} kept do not show that {floor.least} are needed"
        )

    def spared(left: int) -> bool:
        return (kept & ~left).bit_count() <= 1

    said = (left for kind in game for left in outcomes(kind, of, alive=alive, enough=spared))
    if not all(any(map(spared, left)) for left in said):
        raise CertificateError(
            f"{game.quantity}: every answer to some question refutes two of those to be kept"
        )


def _chained(checking: _Checking, alive: int, *, floor: Floor) -> None:
    """Are these hypotheses a chain, and enough of them?

    Raises:
        CertificateError: they are not.
    """
    game, of, chain = checking.strategy.game, checking.of, floor.chain or 0
    inside = not chain & ~alive
    rows = of.table[held(of, chain & alive)]
    rows = rows[rows.sum(axis=1).argsort()]
    nested = not (rows[:-1] & ~rows[1:]).any()
    counted = not game & (Game.BANDIT | Game.FULL_INFORMATION)
    claimed = any(kind.claiming for kind in game)
    enough = 2**floor.least <= len(rows) if claimed else 2 ** (floor.least - 1) < len(rows)
    if not (inside and nested and counted and enough):
        raise CertificateError(
            f"{game.quantity}: {len(rows)} hypotheses do not show, as a chain, that {floor.least} "
            "queries are needed"
        )


def _replies(checking: _Checking, alive: int, *, floor: Floor) -> Iterator[tuple[int, int]]:
    """For each question what the adversary leaves, and what must be proved there.

    Raises:
        CertificateError: a question has no such answer, or the floor is of another game.
    """
    game, of = checking.strategy.game, checking.of
    least = floor.least - 1
    for left in _left(checking, alive, floor=floor):
        proved = (part for part in left if _proves(checking, part, least=least))
        best = next((part for part in proved if part != alive), alive if alive in left else None)
        if best is None:
            raise CertificateError(
                f"{game.quantity}: to some question among {len(of)} hypotheses no answer leaves a "
                f"version space that needs {least} more"
            )
        if best != alive:
            yield best, least


def _proves(checking: _Checking, part: int, *, least: int) -> bool:
    """Whether so many queries are said to be needed there, or sure to be."""
    floors = checking.strategy.floors
    listed = part in floors and floors[part].least >= least
    return listed or least <= min(part.bit_count() - 1, 1)


def _left(checking: _Checking, alive: int, *, floor: Floor) -> Iterator[Collection[int]]:
    """For each question, or each prediction at a prompt, what its answers leave.

    Raises:
        CertificateError: the game has no such questions.
    """
    game, of, at = checking.strategy.game, checking.of, floor.round
    kinds = [kind for kind in game if at != EVERY and (kind.predicting or kind.claiming)]
    prompts = of.n_instances if any(kind.claiming for kind in kinds) else of.n_prompts
    fine = at is not None and 0 <= at < prompts if kinds else at == EVERY
    if at is None or not fine or any(kind.predicting and kind not in kinds for kind in game):
        raise CertificateError(f"{floor} speaks of a prompt that {game.quantity} does not have")

    def enough(left: int) -> bool:
        return _proves(checking, left, least=floor.least - 1)

    for kind in game:
        if kind in kinds:
            yield from foreseen(kind, of, alive=alive, at=at)
        else:
            yield from outcomes(kind, of, alive=alive, enough=enough)
