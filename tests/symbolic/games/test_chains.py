"""What a chain of hypotheses forces: the halvings of binary search, with proof."""

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from teachsim.symbolic import HypothesisClass, families, games
from teachsim.symbolic.games import Game, Strategy
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import small_classes

Solve = Callable[..., Result]
HALVING = [games.membership, games.equivalence, games.subset, games.superset]


@pytest.mark.parametrize("n", [127, 255, 400])
@pytest.mark.parametrize("solve", HALVING)
def test_a_long_chain_of_thresholds_is_halved_and_no_faster(solve: Solve, n: int) -> None:
    of = families.initial_segments(n)
    result = solve(of)
    exact = math.log2(n + 1)
    assert result.value == (
        math.floor(exact) if solve is games.equivalence else math.ceil(exact)
    )  # theory.md S2
    games.check(of, result)


@pytest.mark.parametrize("kinds", [Game.SUBSET | Game.SUPERSET, Game.MEMBERSHIP | Game.SUBSET])
def test_nor_does_a_mixture_of_halvings_halve_any_faster(kinds: Game) -> None:
    of = families.initial_segments(200)
    result = games.mixture(of, kinds)
    assert result.value == 8
    games.check(of, result)


def hidden_chain(n: int) -> HypothesisClass:
    """Thresholds in another order, among as many sets that nobody chose."""
    rng = np.random.default_rng(1)
    chain = np.tri(n, dtype=np.bool_)[:, rng.permutation(n)]
    table = np.concatenate([chain, rng.random((n, n)) < 0.5])
    return HypothesisClass(rng.permutation(table))


@pytest.mark.parametrize("solve", [games.subset, games.superset])
def test_a_chain_among_other_hypotheses_is_found_even_on_a_tiny_budget(solve: Solve) -> None:
    of = hidden_chain(64)
    result = solve(of, max_states=1)
    assert result.lower >= 6
    games.check(of, result)


@pytest.mark.parametrize("solve", [games.equivalence, games.subset, games.superset])
def test_a_forged_chain_is_found_out(solve: Solve) -> None:
    of = hidden_chain(16)
    everyone = (1 << len(of)) - 1
    result = solve(of, max_states=1)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    floor = strategy.floors[everyone]
    assert floor.chain is not None
    games.check(of, result)
    low = floor.chain & -floor.chain
    outsider = next(1 << h for h in range(len(of)) if not floor.chain >> h & 1)
    for least, chain in [
        (floor.least, 0),
        (floor.least, everyone),
        (floor.least, floor.chain | 1 << len(of)),
        (floor.least, floor.chain ^ low | outsider),
        (floor.least + 1, floor.chain),
    ]:
        forged = dataclasses.replace(
            strategy, floors={everyone: dataclasses.replace(floor, least=least, chain=chain)}
        )
        with pytest.raises(games.CertificateError):
            games.check(of, dataclasses.replace(result, certificate=forged, lower=least, upper=99))


def test_mistakes_are_not_shown_by_a_chain() -> None:
    of = families.all_functions(2, 2)
    result = games.bandit(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    forged = dataclasses.replace(strategy, floors={0b1111: games.Floor(2, chain=0b1111)})
    with pytest.raises(games.CertificateError, match="do not show, as a chain"):
        games.check(of, dataclasses.replace(result, certificate=forged))


def longest(rows: list[frozenset[int]]) -> int:
    """The definition: what lies in a hypothesis, and so on."""
    return max((1 + longest([r for r in rows if r < row]) for row in rows), default=0)


@given(small_classes())
def test_every_chain_of_a_class_bounds_its_one_sided_games(of: HypothesisClass) -> None:
    rows = [frozenset(np.flatnonzero(row).tolist()) for row in of.table]
    chain = longest(rows)
    for solve in HALVING:
        result = solve(of, max_states=1)
        exact = math.log2(chain)
        enough = math.floor(exact) if solve is games.equivalence else math.ceil(exact)
        assert result.lower >= enough
        games.check(of, result)


@given(small_classes())
def test_the_adversary_of_a_chain_forces_what_it_says(of: HypothesisClass) -> None:
    everyone = (1 << len(of)) - 1
    for solve in (games.subset, games.superset, games.equivalence):
        result = solve(of, max_states=1)
        strategy = result.certificate
        assert isinstance(strategy, Strategy)
        alive, floor, asked = everyone, None, 0
        for h in [*range(len(of))] * 2:
            if not alive & (alive - 1):
                break
            answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=h)
            asked, alive = asked + 1, answer.leaves
        assert asked >= result.lower
