"""Does a certificate prove its lower bound? The teacher's half of the checker.

In a version space the table says why so many queries are needed: by hypotheses that the teacher
keeps, by a chain, a block, a coset or a grid, or as each question has an answer that leaves what
needs one less.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from teachsim.symbolic.check_cosets import closed_under_three
from teachsim.symbolic.games.check_grids import claims_that_settle
from teachsim.symbolic.games.outcomes import Outcomes
from teachsim.symbolic.games.records import EVERY, Floor, Game, Strategy
from teachsim.symbolic.games.rules import foreseen, held
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["Checking", "prove_lower"]


@dataclass(frozen=True, eq=False)
class Checking:
    """A check under way.

    Attributes:
        of: The class.
        strategy: What is checked.
        outcomes: What answers to questions leave.
        above: Upper bounds proved on the assumption that what waits will be.
        below: Lower bounds, likewise.
    """

    of: HypothesisClass
    strategy: Strategy
    outcomes: Outcomes
    above: dict[int, int] = field(default_factory=dict)
    below: dict[int, int] = field(default_factory=dict)


def prove_lower(checking: Checking, everyone: int, *, bound: float) -> None:
    """Check that so many queries are needed from a version space.

    Raises:
        CertificateError: the certificate does not show it.
    """
    waiting = [(everyone, bound)]
    while waiting:
        alive, bound = waiting.pop()
        if bound <= min(alive.bit_count() - 1, 1) or checking.below.get(alive, -1) >= bound:
            continue
        # What is known for sure needs no query, though no question tells anything there.
        floor = checking.strategy.floors.get(alive) if alive.bit_count() > 1 else None
        if floor is None or floor.least < bound:
            raise CertificateError(
                f"{checking.strategy.game.quantity}: with {alive.bit_count()} hypotheses left the "
                f"certificate does not show that {bound} queries are needed"
            )
        checking.below[alive] = int(floor.least)
        waiting.extend(_reasons(checking, alive, floor=floor))


def _reasons(checking: Checking, alive: int, *, floor: Floor) -> Iterable[tuple[int, int]]:
    """What else must be proved where, if a floor shall hold.

    Raises:
        CertificateError: it does not, or its reason is not shown.
    """
    if floor.keeps is not None:
        _kept(checking, alive, floor=floor)
    elif floor.chain is not None:
        _chained(checking, alive, floor=floor)
    elif floor.block is not None:
        _blocked(checking, alive, floor=floor)
    elif floor.coset is not None:
        _halved(checking, alive, floor=floor)
    elif floor.grid is not None:
        _gridded(checking, alive, floor=floor)
    elif floor.round is not None:
        return _replies(checking, alive, floor=floor)
    elif checking.strategy.game is not Game.MEMBERSHIP or (
        2 ** (floor.least - 1) >= alive.bit_count()
    ):
        raise CertificateError(f"{floor} is not shown by {alive.bit_count()} hypotheses alone")
    return ()


def _kept(checking: Checking, alive: int, *, floor: Floor) -> None:
    """Has each question an answer that refutes at most one of the hypotheses kept?

    Raises:
        CertificateError: it has not, or they are too few.
    """
    game, kept = checking.strategy.game, floor.keeps or 0
    predicting = any(kind.predicting for kind in game)
    if predicting or kept & ~alive or kept.bit_count() - 1 < floor.least:
        raise CertificateError(
            f"{game.quantity}: {kept.bit_count()} kept do not show that {floor.least} are needed"
        )

    def spared(left: int) -> bool:
        return (kept & ~left).bit_count() <= 1

    said = (left for kind in game for left in checking.outcomes(kind, alive, spared))
    if not all(any(map(spared, left)) for left in said):
        raise CertificateError(
            f"{game.quantity}: every answer to some question refutes two of those to be kept"
        )


def _chained(checking: Checking, alive: int, *, floor: Floor) -> None:
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


def _blocked(checking: Checking, alive: int, *, floor: Floor) -> None:
    """Are these all sets of one size within some instances, and enough of those?

    Raises:
        CertificateError: they are not.
    """
    game, of, block = checking.strategy.game, checking.of, floor.block or 0
    asked = game & ~Game.MEMBERSHIP
    rows = of.table[held(of, block & alive)]
    rows = ~rows if asked is Game.SUPERSET else rows
    sizes = set(rows.sum(axis=1).tolist())
    size, within = max(sizes, default=0), int(rows.any(axis=0).sum())
    whole = len(sizes) == 1 and len(rows) == math.comb(within, size) and not block & ~alive
    counted = asked in (Game.SUBSET, Game.SUPERSET)
    if not (whole and counted and floor.least <= within - size):
        raise CertificateError(
            f"{game.quantity}: {len(rows)} hypotheses do not show, as all sets of one size, that "
            f"{floor.least} queries are needed"
        )


def _halved(checking: Checking, alive: int, *, floor: Floor) -> None:
    """Are these hypotheses a coset, and enough of them?

    Raises:
        CertificateError: they are not.
    """
    game, of, coset = checking.strategy.game, checking.of, floor.coset or 0
    rows = of.table[held(of, coset & alive)]
    counted = not game & (Game.BANDIT | Game.FULL_INFORMATION)
    fine = counted and not coset & ~alive and 2**floor.least <= len(rows)
    if not fine or not closed_under_three(rows):
        raise CertificateError(
            f"{game.quantity}: {len(rows)} hypotheses do not show, as a coset, that {floor.least} "
            "queries are needed"
        )


def _gridded(checking: Checking, alive: int, *, floor: Floor) -> None:
    """Are these hypotheses a grid, and enough of them?

    Raises:
        CertificateError: they are not.
    """
    game, of, grid = checking.strategy.game, checking.of, floor.grid or 0
    fine = game in (Game.EQUIVALENCE, Game.ARBITRARY) and grid and not grid & ~alive
    settled = claims_that_settle(of.table[held(of, grid)]) if fine else None
    if settled is None or settled < floor.least:
        raise CertificateError(
            f"{game.quantity}: {grid.bit_count()} hypotheses do not show, as a grid, that "
            f"{floor.least} queries are needed"
        )


def _replies(checking: Checking, alive: int, *, floor: Floor) -> Iterator[tuple[int, int]]:
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


def _proves(checking: Checking, part: int, *, least: int) -> bool:
    """Whether so many queries are said to be needed there, or sure to be."""
    floors = checking.strategy.floors
    listed = part in floors and floors[part].least >= least
    return listed or least <= min(part.bit_count() - 1, 1)


def _left(checking: Checking, alive: int, *, floor: Floor) -> Iterator[Collection[int]]:
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
            yield from checking.outcomes(kind, alive, enough)
